import type { Config } from '../config.ts'
import type { Context } from '../context.ts'
import type { Report } from '../jobs/jobs.ts'
import { runInProcess } from '../jobs/run-in-process.ts'
import { buildFiles, type FilesOrder } from './build-files.ts'
import type { Manifest } from './manifest.ts'
import type { ExportRequest } from './snapshot.ts'
import { newMark, removeUnfinished } from './unfinished.ts'

export interface BuildOrder extends FilesOrder {
  config: Config
  /** gives way to answers */
  polite: boolean
}

/**
 * A million rows need some 40 MB alive; without flags the collector would let several times that pile up before it
 * looks. They limit the heap's growth, not its size: a larger study takes more, and is not ended for it. One thread
 * collects garbage beside the main one; each more would keep memory of its own. Whoever copies pictures and videos asks
 * for a collection in between (table-file.ts).
 */
const flags = ['--max-semi-space-size=2', '--heap-growing-percent=10', '--v8-pool-size=1', '--expose-gc']

/** The C library would keep freed memory for each thread apart; one for all loses nothing here. Others ignore it. */
const oneArena = { MALLOC_ARENA_MAX: '1' }

/**
 * Builds an archive in a process of its own on a read-only connection, so that no answer ever waits for it: in a
 * thread, collecting garbage and compressing would go on at the priority of answers.
 * A database in memory, as tests use, is seen by its own connection only: there it is built at once.
 */
export async function buildInProcess(
  context: Context,
  request: ExportRequest,
  folder: string,
  options: { polite: boolean; report?: Report; zip?: string; zipOnly?: boolean },
): Promise<Manifest> {
  const { polite, report, ...zip } = options
  const order: FilesOrder = { request, folder, ...zip }
  if (context.db.memory) {
    const { furtherTables } = await import('../further-tables.ts')
    return buildFiles(context, order, furtherTables, report)
  }
  // What sends mail is nobody's business here.
  const config = { ...context.config, mail: undefined, mailWebhookSecret: undefined, childEnvironment: {} }
  const mark = newMark()
  const file = new URL('./export-process.ts', import.meta.url)
  const env = { ...context.config.childEnvironment, ...oneArena }
  try {
    const whole = { ...order, mark, config, polite } satisfies BuildOrder
    return await runInProcess<Manifest>(file, whole, { report, flags, env })
  } catch (error) {
    await removeUnfinished(folder, options.zip, mark)
    throw error
  }
}
