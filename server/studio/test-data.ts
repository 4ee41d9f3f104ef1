import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { buildBundle } from '../exports/build-bundle.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'

/**
 * Builds the files of a study's test answers as one zip file, hands its place to `use`, and takes it away again:
 * test answers are nobody's dataset. Every file says that they are test answers. Refuses when there are none.
 */
export async function withTestData(
  context: Context,
  slug: string,
  actor: string,
  use: (file: string) => Promise<void>,
): Promise<void> {
  const study = requireStudy(context, slug)
  // The name and place of an export that was not finished: what a killed process leaves goes at the next start.
  const folder = join(
    context.config.dataFolder,
    'datasets',
    `.test-data-unfinished-${randomBytes(8).toString('hex')}`,
  )
  const file = join(folder, 'test-answers.zip')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    const request = { slug, include: 'started', mode: 'test', flavour: 'script' } as const
    await buildBundle(context, request, file, { polite: true })
    await context.write(() => logEvent(context, actor, 'test answers downloaded', study.id, {}))
    await use(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
