import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beginSession } from '../../server/accounts/sessions.ts'
import { createApp } from '../../server/app.ts'
import type { Context } from '../../server/context.ts'
import { openProcess } from '../../server/process.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { fillStudy } from './fill-study.ts'

const rounds = 9
const perSurgeon = 44

/**
 * Measures how long the result page takes over HTTP, and how much of a processor (what it takes on a machine with
 * nothing else to do), without anything kept (reading, four constructs fitted, the page
 * written) and with it: 150 and 5,000 surgeons, 11 comparators, 4 constructs. Aims: 200 ms and 1 s. Another run of the
 * analysis by address each time, so that nothing can be kept; its fit costs as much as the planned one.
 */
export async function runResultBench(): Promise<void> {
  for (const [surgeons, aim] of [
    [150, 200],
    [5000, 1000],
  ] as const) {
    const data = mkdtempSync(join(tmpdir(), 'comparand-bench-'))
    try {
      const context = openProcess({ COMPARAND_DATA: data, LOG_LEVEL: 'silent' })
      fillStudy(context, 'bench', surgeons * perSurgeon)
      closeStudy(context, 'bench', 'bench')
      const { uncached, processor, cached } = await measure(context)
      process.stdout.write(
        `(d) result page of ${surgeons} surgeons, median of ${rounds}: ${uncached.toFixed(0)} ms uncached (aim ${aim}), of it ${processor.toFixed(0)} ms on a processor; ${cached.toFixed(0)} ms kept\n`,
      )
      context.db.close()
    } finally {
      rmSync(data, { recursive: true, force: true })
    }
  }
}

async function measure(context: Context): Promise<{ uncached: number; processor: number; cached: number }> {
  const account = context.queries.people.insert.run('bench@example.org', 'Bench', 'x', 'analyst', null, 1)
  const cookie = `comparand=${beginSession(context, Number(account.lastInsertRowid))}`
  const server = createServer(createApp(context))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const time = async (): Promise<number> => {
    const begin = performance.now()
    await ask(`http://127.0.0.1:${port}/studies/bench/results?read=comparator_mean`, cookie)
    return performance.now() - begin
  }
  await time()
  const uncached: number[] = []
  const processor: number[] = []
  const cached: number[] = []
  for (let round = 0; round < rounds; round++) {
    // Any change to the study moves its data state, so that what was kept no longer counts.
    context.db.prepare('UPDATE data_state SET changes = changes + 1').run()
    const before = process.cpuUsage()
    uncached.push(await time())
    const { user, system } = process.cpuUsage(before)
    processor.push((user + system) / 1000)
    cached.push(await time())
  }
  server.closeAllConnections()
  server.close()
  return { uncached: median(uncached), processor: median(processor), cached: median(cached) }
}

function ask(url: string, cookie: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { Cookie: cookie } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode}`))
      answer.resume().on('end', resolve)
    }).on('error', reject)
  })
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
