import type { Context } from '../../server/context.ts'
import { createStudy, publishStudy } from '../../server/studies/lifecycle.ts'
import { planSchedule } from '../../server/studies/plan-schedule.ts'
import { scheduleInput } from '../../server/studies/schedule-input.ts'
import { seededRandom } from '../../server/studies/seeded-random.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

const responses = ['less', 'equal', 'more', 'more', 'less', 'cannot'] as const

/**
 * Fills a study with complete answers as fast as the database takes them: the same statements as the pages run,
 * without their checks, because a benchmark needs a million of them.
 */
export function fillStudy(context: Context, slug: string, judgements: number): number {
  const definition = requireTemplate('cpt-62380-2024')
  const study = createStudy(context, slug, definition, 'command line')
  publishStudy(context, slug, 'command line')
  const version = context.queries.studies.findNewestVersion.get(study.id)!
  const perRespondent = planSchedule(scheduleInput(definition)!, study.seed, 0).length
  const respondents = Math.ceil(judgements / perRespondent)
  const random = seededRandom(1, 'bench', 0)
  const { queries } = context
  for (let from = 0; from < respondents; from += 500) {
    context.transaction(() => {
      for (let ordinal = from; ordinal < Math.min(from + 500, respondents); ordinal++) {
        const start = context.now() + ordinal * 1000
        const { lastInsertRowid } = queries.respondents.insert.run({
          studyId: study.id,
          versionId: version.id,
          pseudonym: `S${String((ordinal * 7919) % 100_003).padStart(6, '0')}`,
          ordinal,
          mode: 'live',
          society: definition.societies[ordinal % definition.societies.length]!.slug,
          wave: 1,
          invitedLanguage: 'en',
          language: definition.languages[ordinal % definition.languages.length]!,
          device: ordinal % 3 === 0 ? 'desktop' : 'phone',
          startedAt: start,
        })
        const id = Number(lastInsertRowid)
        let at = start + 90_000
        for (const pair of planSchedule(scheduleInput(definition)!, study.seed, ordinal)) {
          const { seq, block, construct, itemA, itemB, shownFirst, isRepeat } = pair
          queries.judgements.insertAssignment.run(
            id,
            seq,
            block,
            construct,
            itemA,
            itemB,
            shownFirst,
            isRepeat ? 1 : 0,
          )
          queries.judgements.markShown.run(at, id, seq)
          const active = 3000 + random.below(9000)
          at += active + 150
          const response = responses[random.below(responses.length)]!
          queries.judgements.save.run(id, seq, response, 'en', at, active)
          queries.judgements.insertRevision.run(id, seq, 1, response, at)
        }
        queries.respondents.setConsent.run('agreed', start, id)
        queries.respondents.setEligible.run(1, start, id)
        queries.respondents.setCompleted.run(at, id)
      }
    })
  }
  return respondents * perRespondent
}
