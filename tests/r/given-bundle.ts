import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Context } from '../../server/context.ts'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import type { ExportRequest } from '../../server/exports/snapshot.ts'
import type { AnalysisResult } from '../../server/results/analysis-result.ts'
import { type SimulationReport, simulateStudy } from '../../server/simulation/simulate-study.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { unzip } from '../support/read-zip.ts'
import { givenContext } from '../support/test-context.ts'

const habits = { partial: 0.25, cannot: 0.03, ties: 0.3, orderEffect: 0.1, careless: 0.03 }

export interface GivenBundle {
  context: Context
  /** the measures that the surgeons were simulated with */
  truth: SimulationReport['measures']
  folder: string
  remove: () => void
  /** Runs R in the unzipped folder, as somebody would who has just unzipped it. */
  r: (...args: string[]) => { status: number | null; stdout: string; stderr: string }
  /** The same in a session of that locale. */
  rIn: (locale: string, ...args: string[]) => { status: number | null; stdout: string; stderr: string }
  result: (name: string) => AnalysisResult
  rows: (name: string) => Record<string, string>[]
}

/** A simulated study, bundled and unzipped into a folder whose name has spaces, a quote and letters of two alphabets. */
export async function givenBundle(
  change: (definition: Definition) => void = () => undefined,
  respondents = 150,
  choice: Partial<ExportRequest> = {},
  then: (context: Context) => void = () => undefined,
): Promise<GivenBundle> {
  const { context } = givenContext()
  const definition = requireTemplate('cpt-62380-2024')
  change(definition)
  // Linked pairs are there for the paired model; the bundle does what the plan says.
  if (definition.design?.kind !== 'star') Object.assign(definition.plan, { model: 'paired', estimator: 'ml' })
  givenLiveStudy(context, 'endo', definition)
  const { measures } = simulateStudy(context, {
    slug: 'endo',
    respondents,
    seed: 1,
    habits,
    chunk: respondents,
  })
  then(context)
  const place = mkdtempSync(join(tmpdir(), 'comparand-r-'))
  const folder = join(place, "endo files, Zoë's 한국")
  const request = { slug: 'endo', include: 'completed', mode: 'live', flavour: 'script', ...choice } as const
  await buildBundle(context, request, join(place, 'endo.zip'), { polite: false })
  unzip(readFileSync(join(place, 'endo.zip')), folder)
  const text = (name: string) => readFileSync(join(folder, name), 'utf8')
  const rIn: GivenBundle['rIn'] = (locale, ...args) => {
    const { status, stdout, stderr } = spawnSync('Rscript', ['--vanilla', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...(locale === '' ? {} : { LC_ALL: locale }) },
    })
    return { status, stdout, stderr }
  }
  return {
    context,
    truth: measures,
    folder,
    remove: () => rmSync(place, { recursive: true, force: true }),
    r: (...args) => rIn('', ...args),
    rIn,
    result: (name) => JSON.parse(text(`analysis/result-${name}.json`)) as AnalysisResult,
    rows: (name) => parse(text(name), { columns: true, bom: true }) as Record<string, string>[],
  }
}
