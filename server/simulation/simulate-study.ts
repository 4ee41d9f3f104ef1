import type { Device } from '../../db/queries/respondents.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { startRespondent } from '../respond/start-respondent.ts'
import { comparatorWrvu } from '../studies/comparator-wrvu.ts'
import type { Definition } from '../studies/definition.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { type SeededRandom, seededRandom } from '../studies/seeded-random.ts'
import { opennessAt } from '../studies/study-state.ts'
import { answerSurvey } from './answer-survey.ts'
import { drawMeasures, drawSurgeon, type Habits, type Measures } from './simulated-surgeon.ts'

export interface SimulationOrder {
  slug: string
  respondents: number
  seed: number
  habits: Habits
  /** respondents to one commit at most */
  chunk: number
  /** People answer on the same data folder: hold the lock for short turns only, and leave it free in between. */
  besideServer?: boolean
  /** simulate even where members have answered: their study is of no use afterwards */
  amongMembers?: boolean
  onProgress?: (done: number) => void
}

export interface SimulationReport {
  started: number
  completed: number
  judgements: number
  measures: { construct: string; item: string; logit: number }[]
}

const devices: Device[] = ['phone', 'phone', 'phone', 'tablet', 'desktop', 'desktop']

/** Beside a server the lock is held so long at most, give or take one respondent … */
const lockMs = 40
/** … and left free so long, which is longer than the server's first pauses between two tries (shared-commit.ts). */
const pauseMs = 50

/**
 * Fills a study with simulated surgeons of known measures. They are invited, start and answer through the same
 * functions as the pages, on a clock of their own that begins for each at a moment since the study went live, so
 * that the times look human. The same seed gives the same surgeons and answers.
 */
export function simulateStudy(context: Context, order: SimulationOrder): SimulationReport {
  const study = requireOpenStudy(context, order.slug)
  if (!order.amongMembers) refuseAmongMembers(context, study)
  const newest = context.queries.studies.findNewestVersion.get(study.id)!
  const definition = JSON.parse(newest.definition) as Definition
  const items = itemsOf(definition)
  const constructs = definition.constructs.map((construct) => construct.slug)
  const measures = drawMeasures(seededRandom(order.seed, 'measures', 0), constructs, items)
  const report: SimulationReport = {
    started: 0,
    completed: 0,
    judgements: 0,
    measures: constructs.flatMap((construct) =>
      items.map(({ id }) => ({ construct, item: id, logit: measures(construct, id) })),
    ),
  }
  const first = nextNumber(context, study.id)
  const scene = { study, definition, measures, order, report }
  for (let index = 0; index < order.respondents; ) {
    index = simulateChunk(context, scene, first, index)
    order.onProgress?.(index)
    if (order.besideServer) standStill(pauseMs)
  }
  logEvent(context, 'command line', 'answers simulated', study.id, {
    respondents: order.respondents,
    seed: order.seed,
  })
  return report
}

/** One commit: as many as the order says, fewer when the lock's time is up. Returns the next index. */
function simulateChunk(context: Context, scene: Scene, first: number, from: number): number {
  const { chunk, respondents, besideServer } = scene.order
  const until = Math.min(from + chunk, respondents)
  return context.transaction(() => {
    const began = performance.now()
    let index = from
    while (index < until) {
      simulateOne(context, scene, first + index, index)
      index += 1
      if (besideServer && performance.now() - began > lockMs) break
    }
    return index
  })
}

/** A command has nothing else to do. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

interface Scene {
  study: StudyRow
  definition: Definition
  measures: Measures
  order: SimulationOrder
  report: SimulationReport
}

function simulateOne(context: Context, scene: Scene, number: number, index: number): void {
  const { study, definition, measures, order, report } = scene
  const random = seededRandom(order.seed, 'surgeon', index)
  const clock = { now: startTime(context, study, random) }
  const lent: Context = { ...context, now: () => clock.now, randomBelow: random.below }
  const society = definition.societies[index % definition.societies.length]!.slug
  const language = definition.languages[random.below(definition.languages.length)]!
  const email = `sim-${String(number).padStart(4, '0')}@example.org`
  const { invitations } = context.queries
  invitations.insert.run(study.id, 'member', email, '', language, society, 1, clock.now)
  const invitation = invitations.findByEmail.get(study.id, email)!
  const device = devices[random.below(devices.length)]!
  const respondent = startRespondent(lent, { study, invitation, language, device })
  context.queries.respondents.markSimulated.run(respondent.id)
  const surgeon = drawSurgeon(random, order.habits)
  const done = answerSurvey(lent, {
    respondent,
    invitation,
    definition,
    random,
    clock,
    surgeon,
    measures,
    habits: order.habits,
  })
  report.started++
  report.judgements += done.judgements
  if (done.completed) report.completed++
}

/** A moment since the study went live; when that is only just now, everybody starts within the hour to come. */
function startTime(context: Context, study: StudyRow, random: SeededRandom): number {
  const live = context.queries.studies.listTransitions.all(study.id).find((one) => one.state === 'live')
  const from = live?.at ?? context.now()
  const room = Math.max(context.now() - from - 3_600_000, 3_600_000)
  return from + Math.floor(random.share() * room)
}

/** Members invented earlier keep their numbers. */
function nextNumber(context: Context, studyId: number): number {
  const taken = context.queries.invitations.listOfStudy
    .all(studyId, 'member')
    .flatMap(({ email }) => /^sim-(\d+)@example\.org$/.exec(email ?? '')?.[1] ?? [])
  return Math.max(0, ...taken.map(Number)) + 1
}

function itemsOf(definition: Definition): { id: string; wrvu: number | null }[] {
  return [
    ...definition.targets.map(({ id }) => ({ id, wrvu: null })),
    ...definition.comparators.map((one) => ({ id: one.id, wrvu: comparatorWrvu(one).wrvu })),
  ]
}

function requireOpenStudy(context: Context, slug: string): StudyRow {
  const study = requireStudy(context, slug)
  if (opennessAt(study, 'live', context.now()) !== 'open')
    throw new Refusal('conflict', `The study "${slug}" takes no answers now. Publish it first.`)
  return study
}

/** Simulated answers cannot be taken out again, so a study with answers of members would be lost by one command. */
function refuseAmongMembers(context: Context, { id, slug }: StudyRow): void {
  const { countLive, countSimulated } = context.queries.respondents
  const members = countLive.get(id)! - countSimulated.get(id)!
  if (members === 0) return
  throw new Refusal(
    'conflict',
    `${members === 1 ? 'A member has' : `${members} members have`} begun to answer "${slug}". Simulated answers would count like theirs and could never be taken out again, so nothing was simulated. Copy the study and simulate into the copy; --among-members does it all the same.`,
  )
}
