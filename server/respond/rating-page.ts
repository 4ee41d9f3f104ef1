import { z } from 'zod'
import { readForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import { revisionField, revisionHidden } from './page-fields.ts'
import type { FormStep } from './page-flow.ts'
import type { Option } from './pages.ts'
import { answersRevision, isStale, listAnswers, saveAnswers } from './save-answers.ts'
import { formPage, say } from './visit-shell.ts'

const form = z.strictObject({
  category: z
    .string()
    .regex(/^\d{1,2}$/)
    .optional(),
  revision: revisionField,
})

/** One rating item: an ordered category, stored as its position from 0. */
export const ratingStep: FormStep = {
  step: (visit, params) => {
    const n = Number(params.n)
    return /^[1-9]\d{0,2}$/.test(params.n ?? '') && n <= visit.definition.ratingItems.length
      ? `ratings/${n}`
      : undefined
  },

  show(context, visit, params, filled) {
    const { definition, words } = visit
    const { ratingScale, ratingItems } = definition
    const item = ratingItems[Number(params.n) - 1]
    if (!item || !ratingScale) throw new Refusal('not_found', 'There is no such page.')
    const saved = listAnswers(context, visit.respondent.id).get(item.id)
    const given = filled.form && readForm(form, filled.form)
    const chosen = given ? given.category : saved?.toString()
    const revision = given ? given.revision : answersRevision(context, visit.respondent.id, [item.id])
    return {
      template: 'respond/rating',
      model: {
        ...formPage(context, visit, `ratings/${params.n}`, filled, {
          heading: say(visit, ratingScale.question),
          progress: words.statementOf(Number(params.n), ratingItems.length),
          hidden: revisionHidden(revision),
        }),
        question: say(visit, ratingScale.question),
        label: say(visit, item.label),
        text: say(visit, item.text),
        options: ratingScale.categories.map(
          (category, index): Option => ({
            id: `category-${index}`,
            value: String(index),
            label: say(visit, category),
            key: index < 9 ? String(index + 1) : '',
            checked: chosen === String(index),
            apart: false,
          }),
        ),
        keysOn: words.ratingKeysOn(Math.min(ratingScale.categories.length, 9)),
      },
    }
  },

  save(context, visit, params, raw, fields) {
    const { category, revision } = readForm(form, raw)
    if (category === undefined) {
      if (fields.stop) return { to: 'stopped' }
      return [{ field: 'category-0', message: visit.words.chooseTheAnswer }]
    }
    const item = visit.definition.ratingItems[Number(params.n) - 1]!
    if (Number(category) >= visit.definition.ratingScale!.categories.length)
      throw new Refusal('bad_request', 'An answer arrived that the page does not offer.')
    const values = new Map([[item.id, Number(category)]])
    if (isStale(context, visit.respondent.id, values, revision ?? 0))
      return { notice: visit.words.pageAnsweredElsewhere }
    saveAnswers(context, visit.respondent, visit.definition, values)
    return 'saved'
  },
}
