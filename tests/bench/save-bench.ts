import { saveJudgement } from '../../server/respond/save-judgement.ts'
import { get, type LoadResult, post, runLoad } from './load.ts'
import { givenDataFolder, type ReadySurgeon, readySurgeons } from './seeded-study.ts'
import { startServer } from './server-process.ts'

const connections = 50
const surgeonsPerConnection = 24

/** Prints durable answers saved per second over HTTP, against the same writes without HTTP and a bare route. */
export async function runSaveBench(): Promise<void> {
  const durable = await savesOverHttp('FULL')
  const normal = await savesOverHttp('NORMAL')
  const direct = await savesWithoutHttp()
  const hello = await bareRoute()
  const line = (what: string, value: string) => process.stdout.write(`${what.padEnd(58)}${value}\n`)
  line('durable saves a second over HTTP, 50 connections', Math.round(durable.perSecond).toString())
  line('  p50 / p99', `${durable.p50.toFixed(1)} / ${durable.p99.toFixed(1)} ms`)
  line('  of what synchronous=NORMAL reaches', percent(durable.perSecond / normal.perSecond))
  line('  of the same writes without HTTP, 50 to a commit', percent(durable.perSecond / direct.shared))
  line('  times the same writes without HTTP, one to a commit', (durable.perSecond / direct.alone).toFixed(1))
  line('  of what a bare Express route answers', percent(durable.perSecond / hello.perSecond))
  line('  answers other than 303', String(durable.requests - (durable.statuses['303'] ?? 0)))
}

async function savesOverHttp(synchronous: 'FULL' | 'NORMAL'): Promise<LoadResult> {
  const { folder, context, remove } = givenDataFolder()
  const surgeons = readySurgeons(context, connections * surgeonsPerConnection)
  context.db.pragma('wal_checkpoint(TRUNCATE)')
  const server = await startServer('app', { COMPARAND_DATA: folder, SYNCHRONOUS: synchronous })
  const warmUp = surgeons.slice(0, connections).map((surgeon) => savesOf([surgeon]))
  await runLoad(server.port, warmUp)
  const rest = Array.from({ length: connections }, (_, index) =>
    savesOf(surgeons.slice(connections).filter((_surgeon, at) => at % connections === index)),
  )
  const result = await runLoad(server.port, rest, 8)
  await server.stop()
  remove()
  return result
}

function savesOf(surgeons: ReadySurgeon[]): { next: () => Buffer | undefined } {
  const requests = surgeons.flatMap(({ base, assignments }) =>
    assignments.map(({ seq, item_a }) =>
      post(`${base}/pairs/${seq}`, {
        opened: String(Date.now()),
        active_ms: '5000',
        revision: '0',
        choice: item_a,
      }),
    ),
  )
  let at = 0
  return { next: () => requests[at++] }
}

async function savesWithoutHttp(): Promise<{ alone: number; shared: number }> {
  const { context, remove } = givenDataFolder()
  const surgeons = readySurgeons(context, 300)
  const save = ({ respondent, assignments }: ReadySurgeon, index: number) =>
    saveJudgement(context, respondent, assignments[index]!, {
      response: 'more',
      seenRevision: 0,
      activeMs: 5000,
    })
  const alone = surgeons.slice(0, 40)
  let began = performance.now()
  for (const surgeon of alone)
    for (let index = 0; index < 46; index++) context.transaction(() => save(surgeon, index))
  const aloneRate = (alone.length * 46 * 1000) / (performance.now() - began)
  const shared = surgeons.slice(40, 240)
  began = performance.now()
  for (let group = 0; group < shared.length; group += connections)
    for (let index = 0; index < 46; index++) {
      const waiting = shared
        .slice(group, group + connections)
        .map((surgeon) => context.write(() => save(surgeon, index)))
      await Promise.all(waiting)
    }
  const sharedRate = (shared.length * 46 * 1000) / (performance.now() - began)
  remove()
  return { alone: aloneRate, shared: sharedRate }
}

async function bareRoute(): Promise<LoadResult> {
  const server = await startServer('hello')
  const request = get('/')
  const endless = Array.from({ length: connections }, () => ({ next: () => request }))
  await runLoad(server.port, endless, 1)
  const result = await runLoad(server.port, endless, 4)
  await server.stop()
  return result
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
