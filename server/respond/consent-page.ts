import { z } from 'zod'
import { toSafeHtml } from '../http/markdown.ts'
import { readForm } from '../http/read-form.ts'
import type { FormStep } from './page-flow.ts'
import { saveConsent } from './save-answers.ts'
import { formPage, say } from './visit-shell.ts'

const form = z.strictObject({ consent: z.enum(['agreed', 'refused']).optional() })

/** Consent with the data-protection notice; both answers are stored. */
export const consentStep: FormStep = {
  step: () => 'consent',

  show(context, visit, _params, filled) {
    const { words, definition, respondent } = visit
    const chosen = filled.form ? readForm(form, filled.form).consent : (respondent.consent ?? undefined)
    return {
      template: 'respond/consent',
      model: {
        ...formPage(context, visit, 'consent', filled, { heading: words.consentHeading }),
        text: toSafeHtml(say(visit, definition.consent.text)),
        dataProtection: toSafeHtml(say(visit, definition.consent.dataProtection)),
        chosen,
      },
    }
  },

  save(context, visit, _params, raw) {
    const { consent } = readForm(form, raw)
    if (!consent) return [{ field: 'consent-agreed', message: visit.words.chooseConsent }]
    saveConsent(context, visit.respondent, visit.definition, consent)
    return 'saved'
  },
}
