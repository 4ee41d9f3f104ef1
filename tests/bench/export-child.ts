import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig } from '../../server/config.ts'
import { buildBundle } from '../../server/exports/build-bundle.ts'
import { buildInProcess } from '../../server/exports/build-in-process.ts'
import { archiveColumns } from '../../server/exports/columns.ts'
import { judgementSpans } from '../../server/exports/columns-judgements.ts'
import { judgementRows } from '../../server/exports/judgement-rows.ts'
import { openReadContext } from '../../server/exports/read-context.ts'
import { type ExportRequest, takeSnapshot } from '../../server/exports/snapshot.ts'
import { writeTable } from '../../server/exports/table-file.ts'
import { watchBuilders } from './builder-peak.ts'

/* A process of its own for each measurement, so that its peak memory is its own. */

const [what, data, folder] = process.argv.slice(2) as [string, string, string]
const request: ExportRequest = { slug: 'bench', include: 'completed', mode: 'live', flavour: 'script' }
const context = openReadContext(loadConfig({ ...process.env, COMPARAND_DATA: data }))
const builders = watchBuilders()
const began = performance.now()
if (what === 'archive') await buildInProcess(context, request, folder, { polite: false })
else if (what === 'bundle') await buildBundle(context, request, join(folder, 'out.zip'), { polite: false })
else {
  mkdirSync(folder, { recursive: true })
  const rows = judgementRows(context, takeSnapshot(context, request))
  writeTable(folder, 'judgements.csv', archiveColumns['judgements.csv'], 'script', rows, judgementSpans)
}
const seconds = (performance.now() - began) / 1000
// What builds beside this process is what counts; the long file alone is made in it.
const peakMb = builders() || process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ seconds, peakMb }))
