import { expect, test } from 'vitest'
import { resultParts } from '../../server/exports/programs/study-analyses.ts'
import type { AnalysisResult } from '../../server/results/analysis-result.ts'

const person = (index: number): AnalysisResult['persons'][number] => ({
  person: `S${String(index).padStart(5, '0')}`,
  score: index % 3 === 0 ? null : index,
  answers: 11,
  theta: index / 7,
  se: 0.5,
  EAP: null,
  EAP_sd: null,
  infit: 1,
  outfit: 1,
  straight_lining: false,
})

test.each([0, 1, 100, 101, 250])(
  'a result of %i respondents is written in parts to the same bytes',
  (many) => {
    const result = {
      outcome: 'fit',
      data: { persons: many },
      concerned: ['"persons": [', 'two\nlines'],
      persons: Array.from({ length: many }, (_, index) => person(index)),
      implied_wrvu: [{ target: 'T1', predicted: 18.2 }],
    } as unknown as AnalysisResult
    const parts = [...resultParts(result)]
    expect(parts.join('')).toBe(`${JSON.stringify(result, null, 2)}\n`)
    if (many > 0) expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(30_000)
  },
)
