import { openReadContext } from '../exports/read-context.ts'
import { answerFromWorker } from '../jobs/worker-side.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { type ConstructIntervals, drawIntervals, type IntervalOrder } from './intervals.ts'

/* The file a worker thread runs; intervals.ts starts it. */

await answerFromWorker<IntervalOrder, ConstructIntervals>(({ config, slug, ...choice }) => {
  const context = openReadContext(config)
  try {
    return drawIntervals(context, requireStudy(context, slug), choice)
  } finally {
    context.db.close()
  }
})
