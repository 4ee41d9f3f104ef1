import { runExportBench } from './export-bench.ts'
import { runFloodBench } from './flood-bench.ts'
import { runMailBench } from './mail-bench.ts'
import { runMemberBench } from './member-bench.ts'
import { runResponseBench } from './response-bench.ts'
import { runResultBench } from './result-bench.ts'
import { runSaveBench } from './save-bench.ts'

/*
 * Prints ratios taken in one run: machines are noisy, so no single figure means much alone.
 * `npm run bench` runs all parts, `npm run bench -- saves` one of them.
 */
const parts: Record<string, () => Promise<void>> = {
  saves: runSaveBench,
  floods: runFloodBench,
  responses: runResponseBench,
  exports: runExportBench,
  members: () => runMemberBench(),
  results: runResultBench,
  mail: runMailBench,
}
const chosen = process.argv.slice(2)
for (const [name, run] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) await run()
