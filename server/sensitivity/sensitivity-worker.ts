import { setPriority } from 'node:os'
import { openReadContext } from '../exports/read-context.ts'
import { answerFromWorker } from '../jobs/worker-side.ts'
import { packFrom, type SensitivityOrder } from './compute-pack.ts'
import type { TargetSensitivity } from './pack.ts'

/* The file a worker thread runs; compute-pack.ts starts it. */

await answerFromWorker<SensitivityOrder, TargetSensitivity[]>(({ config, slug }, report) => {
  // On Linux this is the thread's own priority: where processors are scarce, answers go first.
  if (process.platform === 'linux') setPriority(0, 19)
  const context = openReadContext(config)
  try {
    return packFrom(context, slug, report)
  } finally {
    context.db.close()
  }
})
