import { expect, test } from 'vitest'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive } from './support.ts'

/* Every cell of every file is what the codebook says: its type, its codes, and blank only where a blank has a meaning. */

const shapes: Record<string, RegExp> = {
  code: /^[\w\-.:+/]+$/,
  text: /./s,
  integer: /^-?\d+$/,
  decimal: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
  date: /^\d{4}-\d\d-\d\d$/,
}

function givenEverything(template: Parameters<typeof requireTemplate>[0], design?: Definition['design']) {
  const { context, clock } = givenContext()
  const definition = requireTemplate(template)
  if (design) Object.assign(definition, { design })
  definition.plan.exclusionRules = [{ rule: 'fewer_judgements_than', judgements: 20 }]
  if (definition.comparators.length === 0) delete definition.plan.exclusionRules
  givenLiveStudy(context, 'endo', definition)
  const habits = { partial: 0.4, cannot: 0.2, ties: 0.3, orderEffect: 0.2, careless: 0.1 }
  simulateStudy(context, { slug: 'endo', respondents: 24, seed: 5, habits, chunk: 24 })
  context.queries.respondents.setWithdrawn.run(clock.now, 1)
  return givenArchive(context, { slug: 'endo', include: 'started', programs: true })
}

test.each([
  ['a star of several targets', givenEverything('one-code-or-several')],
  ['linked pairs', givenEverything('cpt-62380-2024', { kind: 'linked', repeats: 2, linksPerRespondent: 4 })],
  ['rating items', givenEverything('decision-factors-2024')],
])('%s: type, codes and blanks of every cell', (_, archive) => {
  const codebook = archive.rows('codebook.csv')
  const tables = archive.manifest.files.filter(({ name }) => name.endsWith('.csv')).map(({ name }) => name)
  expect([...new Set(codebook.map(({ file }) => file))].sort()).toEqual(tables.sort())
  const wrong = new Set<string>()
  for (const { file, column, type, codes, blank, label } of codebook) {
    const known = new Set([...codes!.matchAll(/(?:^|; )(-?[\w.-]+) = /g)].map(([, code]) => code))
    for (const row of archive.rows(file!)) {
      const cell = row[column!]!
      // The table of the funnel says in its labels what is withheld.
      if (cell === '' && blank === '' && !/blank = /.test(label!) && file !== 'funnel.csv')
        wrong.add(`${file} ${column}: blank`)
      if (cell === '') continue
      if (!shapes[type!]!.test(cell)) wrong.add(`${file} ${column}: ${cell} is no ${type}`)
      if (known.size > 0 && ['code', 'integer'].includes(type!) && !known.has(cell))
        wrong.add(`${file} ${column}: ${cell} is no code`)
    }
  }
  expect([...wrong]).toEqual([])
})
