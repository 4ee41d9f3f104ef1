import { type Ask, walkSurvey } from '../support/walk-survey.ts'
import { get, runLoad } from './load.ts'
import { givenDataFolder, inviteSurgeons } from './seeded-study.ts'
import { startServer } from './server-process.ts'

const walkers = 8
const surgeonsPerWalker = 20

/** Prints the server's CPU for one complete response (46 judgements, every page and form), and against a bare route. */
export async function runResponseBench(): Promise<void> {
  const { folder, context, remove } = givenDataFolder()
  const links = inviteSurgeons(context, walkers * (surgeonsPerWalker + 2))
  const server = await startServer('app', { COMPARAND_DATA: folder })
  let requests = 0
  const ask: Ask = async (method, path, body) => {
    requests += 1
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
      method,
      redirect: 'manual',
      ...(body === undefined ? {} : { body: new URLSearchParams(body) }),
    })
    return {
      status: answer.status,
      location: answer.headers.get('location') ?? undefined,
      html: await answer.text(),
    }
  }
  const walk = (from: number, count: number) =>
    Promise.all(
      Array.from({ length: walkers }, async (_, walker) => {
        for (let index = 0; index < count; index++)
          await walkSurvey(ask, links[from + walker * count + index]!)
      }),
    )
  await walk(0, 2)
  requests = 0
  const before = server.cpuMs()
  await walk(walkers * 2, surgeonsPerWalker)
  const perResponse = (server.cpuMs() - before) / (walkers * surgeonsPerWalker)
  const requestsEach = requests / (walkers * surgeonsPerWalker)
  await server.stop()
  remove()
  const hello = await cpuOfHello()
  const line = (what: string, value: string) => process.stdout.write(`${what.padEnd(58)}${value}\n`)
  line('server CPU for a complete response of 46 judgements', `${perResponse.toFixed(1)} ms`)
  line('  requests in it', requestsEach.toFixed(0))
  line(
    '  CPU of one request against a bare Express route',
    `${(perResponse / requestsEach / hello).toFixed(1)} times`,
  )
}

async function cpuOfHello(): Promise<number> {
  const server = await startServer('hello')
  const request = get('/')
  const endless = Array.from({ length: walkers }, () => ({ next: () => request }))
  await runLoad(server.port, endless, 1)
  const before = server.cpuMs()
  const { requests } = await runLoad(server.port, endless, 3)
  const cpu = (server.cpuMs() - before) / requests
  await server.stop()
  return cpu
}
