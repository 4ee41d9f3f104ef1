import { get, post, runLoad, type Walker } from './load.ts'
import { givenDataFolder, inviteSurgeons } from './seeded-study.ts'
import { startServer } from './server-process.ts'

const walkers = 50
const surgeonsPerWalker = 12
const warmUp = 4

/** Prints the server's CPU for one complete response (46 judgements, every page and form), and against a bare route. */
export async function runResponseBench(): Promise<void> {
  const { folder, context, remove } = givenDataFolder()
  const links = inviteSurgeons(context, walkers * (surgeonsPerWalker + warmUp))
  const server = await startServer('app', { COMPARAND_DATA: folder })
  const walk = async (from: number, count: number) => {
    const plans = Array.from({ length: walkers }, (_, walker) =>
      walkerOf(links.slice(from + walker * count, from + (walker + 1) * count)),
    )
    return await runLoad(server.port, plans, 300)
  }
  // A server that has run for a minute has compiled what it needs.
  await walk(0, warmUp)
  const before = server.cpuMs()
  const { requests, statuses } = await walk(walkers * warmUp, surgeonsPerWalker)
  const perResponse = (server.cpuMs() - before) / (walkers * surgeonsPerWalker)
  const requestsEach = requests / (walkers * surgeonsPerWalker)
  const finished = context.db
    .prepare('SELECT count(*) FROM respondent WHERE completed_at IS NOT NULL')
    .pluck()
    .get()
  await server.stop()
  remove()
  const hello = await cpuOfHello()
  const line = (what: string, value: string) => process.stdout.write(`${what.padEnd(58)}${value}\n`)
  line('server CPU for a complete response of 46 judgements', `${perResponse.toFixed(1)} ms`)
  line('  requests in it', requestsEach.toFixed(0))
  line(
    '  surgeons who finished',
    `${finished} of ${walkers * (warmUp + surgeonsPerWalker)} ${JSON.stringify(statuses)}`,
  )
  line(
    '  CPU of one request against a bare Express route',
    `${(perResponse / requestsEach / hello).toFixed(1)} times`,
  )
}

/** Walks links one after the other: opens each page, sends its main form with the first value of every choice. */
function walkerOf(links: string[]): Walker {
  const left = [...links]
  let next: Buffer | undefined
  return {
    next: () => {
      if (!next) {
        const link = left.shift()
        next = link === undefined ? undefined : get(link)
      }
      const request = next
      next = undefined
      return request
    },
    answered: (answer) => {
      const to = /^location: (.*)\r$/im.exec(answer.head)?.[1]
      if (to !== undefined) next = get(to)
      else if (!answer.body.includes('data-finished')) next = formPost(answer.body)
    },
  }
}

/** Fills in the main form as a surgeon who always takes the first choice. Knows our own markup only. */
function formPost(html: string): Buffer {
  const from = html.indexOf('<form', html.indexOf('</header>'))
  const form = html.slice(from, html.indexOf('</form>', from))
  const fields: Record<string, string> = {}
  for (const [input] of form.matchAll(/<input [^>]*>/g)) {
    const name = attribute(input, 'name')
    if (name !== undefined && !(name in fields)) fields[name] = attribute(input, 'value') ?? ''
  }
  return post(attribute(form, 'action')!.replaceAll('&amp;', '&'), fields)
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
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
