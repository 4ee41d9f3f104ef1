import type { Context } from '../../server/context.ts'
import type { Definition } from '../../server/studies/definition.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { type PlannedPair, planSchedule } from '../../server/studies/plan-schedule.ts'
import { scheduleInput } from '../../server/studies/schedule-input.ts'
import { type SeededRandom, seededRandom } from '../../server/studies/seeded-random.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

const responses = ['less', 'equal', 'more', 'more', 'less', 'cannot'] as const
const perCommit = 500

/**
 * Fills a study with complete answers as fast as the database takes them: the same statements as the pages run,
 * without their checks, because a benchmark needs a million of them. Returns how many there are.
 */
export function fillStudy(context: Context, slug: string, judgements: number): number {
  const definition = requireTemplate('cpt-62380-2024')
  const study = createStudy(context, slug, definition, 'command line')
  publishStudy(context, slug, 'command line')
  const version = context.queries.studies.findNewestVersion.get(study.id)!
  const scheduleOf = (ordinal: number) => planSchedule(scheduleInput(definition)!, study.seed, ordinal)
  const perRespondent = scheduleOf(0).length
  const respondents = Math.ceil(judgements / perRespondent)
  const random = seededRandom(1, 'bench', 0)
  for (let from = 0; from < respondents; from += perCommit) {
    context.transaction(() => {
      for (let ordinal = from; ordinal < Math.min(from + perCommit, respondents); ordinal++) {
        const start = context.now() + ordinal * 1000
        const id = insertRespondent(context, study.id, version.id, definition, ordinal, start)
        const end = answerAll(context, id, scheduleOf(ordinal), start + 90_000, random)
        context.queries.respondents.setConsent.run('agreed', start, id)
        context.queries.respondents.setEligible.run(1, start, id)
        context.queries.respondents.setCompleted.run(end, id)
      }
    })
  }
  return respondents * perRespondent
}

function insertRespondent(
  context: Context,
  studyId: number,
  versionId: number,
  { societies, languages }: Definition,
  ordinal: number,
  startedAt: number,
): number {
  const { lastInsertRowid } = context.queries.respondents.insert.run({
    studyId,
    versionId,
    // Scattered, as drawn pseudonyms are: 7919 and 100,003 are prime.
    pseudonym: `S${String((ordinal * 7919) % 100_003).padStart(6, '0')}`,
    ordinal,
    mode: 'live',
    route: 'personal',
    society: societies[ordinal % societies.length]!.slug,
    wave: 1,
    invitedLanguage: 'en',
    language: languages[ordinal % languages.length]!,
    device: ordinal % 3 === 0 ? 'desktop' : 'phone',
    startedAt,
  })
  return Number(lastInsertRowid)
}

function answerAll(
  context: Context,
  id: number,
  schedule: PlannedPair[],
  from: number,
  random: SeededRandom,
): number {
  const { judgements } = context.queries
  let at = from
  for (const { seq, block, construct, itemA, itemB, shownFirst, isRepeat } of schedule) {
    judgements.insertAssignment.run(id, seq, block, construct, itemA, itemB, shownFirst, isRepeat ? 1 : 0)
    judgements.markShown.run(at, id, seq)
    const active = 3000 + random.below(9000)
    at += active + 150
    const response = responses[random.below(responses.length)]!
    judgements.save.run(id, seq, response, 'en', at, active)
    judgements.insertRevision.run(id, seq, 1, response, at)
  }
  return at
}
