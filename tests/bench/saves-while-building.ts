import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import type { Context } from '../../server/context.ts'
import { linkUrl } from '../../server/fieldwork/links.ts'
import { stepsBeforePairs } from '../../server/respond/next-step.ts'
import { saveAnswers, saveConsent } from '../../server/respond/save-answers.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { requireVersion } from '../../server/studies/definitions.ts'

/** An answer that waits to be sent. */
export interface Post {
  path: string
  body: string
}

/** Lets new respondents stand before their first pair and returns every answer they will give, mixed. */
export function givenPosts(context: Context, slug: string, respondents: number): Post[] {
  const study = context.queries.studies.findBySlug.get(slug)!
  const { invitations, respondents: people, judgements } = context.queries
  const posts: { post: Post; seq: number }[] = []
  context.transaction(() => {
    for (let index = 0; index < respondents; index++) {
      const email = `bench-${index}@example.org`
      invitations.insert.run(study.id, 'member', email, '', 'en', 'isass', 1, context.now())
      const invitation = invitations.findByEmail.get(study.id, email)!
      const respondent = startRespondent(context, { study, invitation, language: 'en', device: 'phone' })
      const { definition } = requireVersion(context, respondent.version_id)
      saveConsent(context, respondent, definition, 'agreed')
      const rule = definition.eligibility.map((one) => [one.variable, one.values[0]!] as const)
      saveAnswers(context, respondent, definition, new Map(rule))
      const pairs = judgements.list.all(respondent.id)
      const blocks = new Set(pairs.map((pair) => `blocks/${pair.block}`))
      for (const step of [...stepsBeforePairs(definition), ...blocks])
        people.insertStep.run(respondent.id, step, context.now())
      const path = linkUrl(context, invitation).slice(context.config.baseUrl.length)
      for (const { seq } of pairs)
        posts.push({ seq, post: { path: `${path}/pairs/${seq}`, body: 'choice=equal&revision=0' } })
    }
  })
  return posts.sort((a, b) => a.seq - b.seq).map(({ post }) => post)
}

/** What a server says of a bundle that it had built. */
interface Built {
  seconds: number
  /** of the server itself, in MB */
  peakMb: number
  /** of the process that built, in MB */
  builderMb: number
}

/** p99 in milliseconds, alone and just after it while a bundle is built. */
export interface SavesPair extends Built {
  alone: number
  during: number
  saves: number
}

/** Measures answer saves over HTTP at a steady rate in pairs, because what else the machine does changes all the time. */
export async function savesWhileBuilding(
  data: string,
  posts: Post[],
  perSecond: number,
  pairs: number,
): Promise<SavesPair[]> {
  const server = fork(join(import.meta.dirname, 'bench-server.ts'), {
    // As `npm start` keeps compiled files.
    env: { ...process.env, COMPARAND_DATA: data, NODE_COMPILE_CACHE: join(data, 'compiled') },
  })
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const agent = new Agent({ keepAlive: true, maxSockets: 50 })
  const send = (post: Post) => sendPost(agent, port, post)
  await steadily(posts.splice(0, perSecond * 2), perSecond, send, () => false)
  const measured: SavesPair[] = []
  for (let pair = 0; pair < pairs; pair++) {
    const alone = await steadily(posts.splice(0, perSecond * 8), perSecond, send, () => false)
    let isBuilt = false
    const building = askForBundle(server, join(data, 'bench.zip')).finally(() => {
      isBuilt = true
    })
    const during = await steadily(posts, perSecond, send, () => isBuilt)
    posts.splice(0, during.length)
    measured.push({ alone: p99(alone), during: p99(during), saves: during.length, ...(await building) })
  }
  agent.destroy()
  server.disconnect()
  return measured
}

async function askForBundle(server: ChildProcess, file: string): Promise<Built> {
  server.send({ file })
  const [built] = (await once(server, 'message')) as [Built]
  return built
}

/** Sends posts at a steady rate; a time runs from when a post was due, so that a stall counts for all it delays. */
async function steadily(
  posts: Post[],
  perSecond: number,
  send: (post: Post) => Promise<void>,
  enough: () => boolean,
): Promise<number[]> {
  const times: number[] = []
  const began = performance.now()
  const waiting: Promise<void>[] = []
  for (let index = 0; index < posts.length && !enough(); index++) {
    const due = began + (index * 1000) / perSecond
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    waiting.push(
      send(posts[index]!).then(() => {
        times.push(performance.now() - due)
      }),
    )
  }
  await Promise.all(waiting)
  return times
}

function sendPost(agent: Agent, port: number, { path, body }: Post): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    }
    const sent = request({ agent, port, host: '127.0.0.1', path, method: 'POST', headers }, (answer) => {
      answer.resume()
      if (answer.statusCode !== 303) reject(new Error(`${path} answered ${answer.statusCode}`))
      else answer.on('end', resolve)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function p99(times: number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!
}
