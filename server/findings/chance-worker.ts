import { setPriority } from 'node:os'
import { openReadContext } from '../exports/read-context.ts'
import { answerFromWorker } from '../jobs/worker-side.ts'
import { requireStudy } from '../studies/require-study.ts'
import { type ChanceOrder, type Chances, drawChances } from './chance.ts'

/* The file a worker thread runs; chance.ts starts it. */

await answerFromWorker<ChanceOrder, Chances>(({ config, slug, construct }) => {
  // On Linux this is the thread's own priority: where processors are scarce, answers go first.
  if (process.platform === 'linux') setPriority(0, 19)
  const context = openReadContext(config)
  try {
    return drawChances(context, requireStudy(context, slug), construct)
  } finally {
    context.db.close()
  }
})
