import { answerFromProcess, giveWay } from '../jobs/process-side.ts'
import type { BuildOrder } from './build-in-process.ts'
import type { Manifest } from './manifest.ts'

/* The file of the process that builds archives; build-in-process.ts starts it. */

await answerFromProcess<BuildOrder, Manifest>(async ({ config, polite, ...order }, report) => {
  // First of all: reading the program's own files is work too.
  if (polite) giveWay()
  const { buildOnFile } = await import('./build-files.ts')
  const { furtherTables } = await import('../further-tables.ts')
  return buildOnFile(config, order, furtherTables, report)
})
