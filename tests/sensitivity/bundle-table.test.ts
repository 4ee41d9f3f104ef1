import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Context } from '../../server/context.ts'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import type { Manifest } from '../../server/exports/manifest.ts'
import type { ExportRequest } from '../../server/exports/snapshot.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { mostPairs } from '../../server/sensitivity/bundle-table.ts'
import { startMissingPacks } from '../../server/sensitivity/kept-pack.ts'
import { givenAnswered } from '../findings/given-closed.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { readZip } from '../support/read-zip.ts'

const table = 'analysis/sensitivity.csv'
/** So few that no bootstrap is drawn: it is not what is tested here, and takes the most time. */
const respondents = 19
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Builds a bundle and returns a reader of its files; undefined for one that it does not have. */
async function givenBundle(context: Context, choice: Partial<ExportRequest> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'comparand-test-'))
  folders.push(folder)
  const request = { slug: 'endo', include: 'completed', mode: 'live', flavour: 'script', ...choice } as const
  const file = join(folder, 'endo.zip')
  const manifest: Manifest = await buildBundle(context, request, file, { polite: false })
  const entries = readZip(readFileSync(file))
  const text = (name: string) => entries.find((entry) => entry.name === name)?.bytes.toString()
  return { manifest, text }
}

function leaveOneOut(context: Context): void {
  context.db
    .prepare(
      `INSERT INTO exclusion (study_id, respondent_id, excluded, reason, by_role, actor, at)
       SELECT study_id, id, 1, 'Answered at random', 'analyst', 'analyst@society.example', 1
       FROM respondent WHERE mode = 'live' LIMIT 1`,
    )
    .run()
}

describe('the sensitivity analyses in a bundle', () => {
  test('are the table of the page to the byte, in a planned and in an exploratory bundle of either flavour', async () => {
    const { context, app } = givenAnswered({ respondents })
    leaveOneOut(context)
    // Before anybody computed them for a page, and after: the same data give the same bytes.
    const computed = await givenBundle(context)
    startMissingPacks(context)
    await allJobsEnded(context)
    const analyst = await givenBrowser(context, app, 'analyst')
    const shown = (await analyst.get('/studies/endo/sensitivity.csv')).text
    expect(shown.split('\n').length).toBeGreaterThan(30)
    const planned = await givenBundle(context, { decisions: 'off', flavour: 'excel' })
    const exploratory = await givenBundle(context)
    expect(computed.manifest.analysis!.kind).toBe('exploratory')
    expect(planned.manifest.analysis!.kind).toBe('planned')
    for (const bundle of [computed, planned, exploratory]) {
      expect(bundle.text(table)).toBe(shown)
      expect(bundle.text('README.md')).toContain('## Other analyses of the same answers')
      expect(bundle.text('README.md')).toMatch(/\| analysis\/sensitivity\.csv \| \d+ \|/)
    }
    expect(exploratory.manifest).toEqual(computed.manifest)
    const columns = computed.text('codebook.csv')!.matchAll(/^analysis\/sensitivity\.csv,([^,]+),/gm)
    expect([...columns].map(([, column]) => column).join(',')).toBe(shown.split('\n')[0])
  })

  test('are not in files made while the study takes answers', async () => {
    const { context } = givenAnswered({ respondents, live: true })
    const blind = await givenBundle(context, { blind: true })
    expect(blind.text(table)).toBeUndefined()
    expect(blind.text('README.md')).not.toContain('sensitivity')
    expect(blind.text('codebook.csv')).not.toContain('sensitivity')
  })

  test('are left out of a huge study, and its README says so and where they are', async () => {
    const { context } = givenAnswered({ respondents })
    const { countAssignments } = context.queries.exports
    const huge = { ...countAssignments, get: () => mostPairs + 1 } as never
    const exports = { ...context.queries.exports, countAssignments: huge }
    const lent = { ...context, queries: { ...context.queries, exports } }
    const { manifest, text } = await givenBundle(lent)
    expect(manifest.files.map(({ name }) => name)).not.toContain(table)
    expect(text('README.md')).toContain('is left out of bundles with more than 200,000 rows')
    expect(text('codebook.csv')).not.toContain('sensitivity')
  })
})
