import { connect } from 'node:net'
import { linkUrl } from '../../server/fieldwork/links.ts'
import { makeOpenLink } from '../../server/fieldwork/open-links.ts'
import { type LoadResult, post, runLoad, type Walker } from './load.ts'
import { givenDataFolder, type ReadySurgeon, readySurgeons } from './seeded-study.ts'
import { type ServerProcess, startServer } from './server-process.ts'

const flooders = 8
const savers = 10
const seconds = 2

/** Prints how long a save takes beside eight clients that send forms without pause, against the same minute in peace. */
export async function runFloodBench(): Promise<void> {
  const { folder, context, remove } = givenDataFolder()
  const surgeons = readySurgeons(context, 4000)
  const open = { slug: 'endo', society: 'isass', language: 'en', onlySociety: null } as const
  makeOpenLink(context, open, 'bench')
  const shared = context.queries.invitations.listOfStudy.all(1, 'open').at(-1)!
  const openPath = linkUrl(context, shared).slice(context.config.baseUrl.length)
  const server = await startServer('app', { COMPARAND_DATA: folder })
  const own = surgeons.pop()!.base
  // Half a megabyte that must be decoded letter by letter.
  const large = '%EA%B0%80'.repeat(57_000)
  const floods: [what: string, request: Buffer][] = [
    ['half a megabyte to an unknown link', post(`/r/${'a'.repeat(34)}/about`, { q_text: '' }, large)],
    ['half a megabyte to an open link', post(`${openPath}/start`, { stamp: '1' }, large)],
    ['half a megabyte to a pair', post(`${own}/pairs/1`, { choice: 'equal' }, large)],
    ['half a megabyte to a page with questions', post(`${own}/about`, { q_country: '' }, large)],
    ['half a megabyte to the sign-in', post('/sign-in', { email: '' }, large)],
    ['half a megabyte to a definition', post('/studies/endo/definition/study', { a: '' }, large)],
    ['small forms to a pair', post(`${own}/pairs/1`, { choice: 'equal', revision: '7' })],
  ]
  await saves(server.port, surgeons)
  for (const [what, request] of floods) {
    const before = await saves(server.port, surgeons)
    const flood = startFlood(server.port, request)
    const beside = await saves(server.port, surgeons)
    await flood.stop()
    const spread = `${beside.p50.toFixed(1)} / ${beside.p99.toFixed(1)} ms`
    const times = `${(beside.p50 / before.p50).toFixed(1)} times ${before.p50.toFixed(1)} / ${before.p99.toFixed(1)}`
    const cpu = await cpuOfOne(server, request)
    process.stdout.write(`${`saves beside ${what}`.padEnd(62)}${spread}, ${times}; ${cpu}\n`)
  }
  await server.stop()
  remove()
}

/** Server CPU for one form of a flood, which a busy machine does not change; and how the forms were answered. */
async function cpuOfOne(server: ServerProcess, request: Buffer): Promise<string> {
  const flood = startFlood(server.port, request)
  const before = server.cpuMs()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  const counts = await flood.stop()
  const cpu = server.cpuMs() - before
  const forms = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return `${(cpu / forms).toFixed(2)} ms CPU a form ${JSON.stringify(counts)}`
}

/** Ten surgeons who answer one comparison after the other. */
function saves(port: number, surgeons: ReadySurgeon[]): Promise<LoadResult> {
  const own = Array.from({ length: savers }, () => surgeons.splice(-25))
  return runLoad(port, own.map(walkerOf), seconds)
}

function walkerOf(surgeons: ReadySurgeon[]): Walker {
  const requests = surgeons.flatMap(({ base, assignments }) =>
    assignments.map(({ seq, item_a }) =>
      post(`${base}/pairs/${seq}`, { opened: String(Date.now()), revision: '0', choice: item_a }),
    ),
  )
  return { next: () => requests.shift() }
}

/** Sends a request over and over, by a new connection whenever the old one was closed. */
function startFlood(port: number, request: Buffer): { stop: () => Promise<Record<string, number>> } {
  let ended = false
  const counts: Record<string, number> = {}
  const flood = async () => {
    while (!ended) await connection(port, request, () => ended, counts)
  }
  const running = Array.from({ length: flooders }, flood)
  return {
    stop: async () => {
      ended = true
      await Promise.all(running)
      return counts
    },
  }
}

function connection(
  port: number,
  request: Buffer,
  ended: () => boolean,
  counts: Record<string, number>,
): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let held = ''
    socket.on('connect', () => socket.write(request))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.on('end', () => socket.destroy())
    socket.on('data', (chunk) => {
      held += chunk.toString('latin1')
      const end = held.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(held)?.[1] ?? 0)
      if (held.length < end + 4 + length) return
      const status = held.slice(9, 12)
      counts[status] = (counts[status] ?? 0) + 1
      const closes = /connection: close/i.test(held)
      held = ''
      if (ended() || closes) socket.destroy()
      else socket.write(request)
    })
  })
}
