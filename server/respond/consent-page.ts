import { z } from 'zod'
import { toSafeHtml } from '../http/markdown.ts'
import { readForm } from '../http/read-form.ts'
import { revisionField, revisionHidden } from './page-fields.ts'
import type { FormStep } from './page-flow.ts'
import { saveConsent } from './save-answers.ts'
import { formPage, say } from './visit-shell.ts'

const form = z.strictObject({
  consent: z.enum(['agreed', 'refused']).optional(),
  /** how many decisions the page was made from, so that a stale page changes nothing */
  revision: revisionField,
})

/** Consent with the data-protection notice; both answers are stored. */
export const consentStep: FormStep = {
  step: () => 'consent',

  show(context, visit, _params, filled) {
    const { words, definition, respondent } = visit
    const given = filled.form && readForm(form, filled.form)
    const revision = given ? given.revision : context.queries.respondents.consentRevision.get(respondent.id)!
    return {
      template: 'respond/consent',
      model: {
        ...formPage(context, visit, 'consent', filled, {
          heading: words.consentHeading,
          hidden: revisionHidden(revision),
        }),
        text: toSafeHtml(say(visit, definition.consent.text)),
        dataProtection: toSafeHtml(say(visit, definition.consent.dataProtection)),
        chosen: given ? given.consent : (respondent.consent ?? undefined),
      },
    }
  },

  save(context, visit, _params, raw) {
    const { consent, revision } = readForm(form, raw)
    if (!consent) return [{ field: 'consent-agreed', message: visit.words.chooseConsent }]
    const saved = saveConsent(context, visit.respondent, visit.definition, consent, revision ?? 0)
    return saved === 'stale' ? { notice: visit.words.pageAnsweredElsewhere } : 'saved'
  },
}
