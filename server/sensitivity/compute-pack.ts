import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { runInWorker } from '../jobs/run-in-worker.ts'
import { sensitivityPack, type TargetSensitivity } from './pack.ts'
import { readCases } from './read-cases.ts'

export interface SensitivityOrder {
  config: Config
  slug: string
}

/**
 * Computes the sensitivity analyses of a study in a thread of its own on a read-only connection. A database in memory,
 * as tests use, is seen by its own connection only: there they are computed at once.
 */
export async function computePack(
  context: Context,
  slug: string,
  report: Report,
): Promise<TargetSensitivity[]> {
  if (context.db.memory) return packFrom(context, slug, report)
  const order: SensitivityOrder = { config: context.config, slug }
  return runInWorker(new URL('./sensitivity-worker.ts', import.meta.url), order, { report })
}

/** Reads the answers in one snapshot, then analyses them without holding it. */
export function packFrom(context: Context, slug: string, report: Report): TargetSensitivity[] {
  report({ step: 'Reads the answers' })
  return sensitivityPack(
    context.read(() => readCases(context, slug)),
    report,
  )
}
