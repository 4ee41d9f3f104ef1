import { z } from 'zod'
import type { RecomputeChoice } from './recompute.ts'

/** What a form or an address says about how a table is read, as texts. */
export interface ChoiceTexts {
  target: string
  at: string
  error: string
  rule: string
}

const number = /^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/
const toNumber = (text: string) => Number(text.replace(',', '.'))
const plain = z.string().transform((text) => text.trim().replace(/[\u2212\u2013]/g, '-'))

/** The fields; their messages are for people. */
export const choiceForm = z.object({
  target: z
    .string()
    .trim()
    .max(60, 'The name of the target is longer than 60 letters.')
    .transform((text) => (text === '' ? 'the target' : text)),
  at: plain.transform((text, check): RecomputeChoice['at'] => {
    if (/^(mean|centre|center)$/i.test(text)) return 'mean'
    if (text === '') return 0
    if (number.test(text) && Math.abs(toNumber(text)) <= 1000) return toNumber(text)
    check.addIssue({
      code: 'custom',
      message: 'Give the measure as a number of logits such as 0 or −0.35, or the word mean.',
    })
    return z.NEVER
  }),
  error: plain.transform((text, check): number => {
    if (text === '') return 0
    if (number.test(text) && toNumber(text) >= 0 && toNumber(text) <= 1000) return toNumber(text)
    check.addIssue({
      code: 'custom',
      message: 'The standard error is a number of logits from 0 up, or left empty.',
    })
    return z.NEVER
  }),
  rule: z.enum(['on', 'off', '']).transform((text) => text === 'on'),
})

/** Returns a choice as the texts of its form or address. */
export function choiceTexts({ target, at, error, rule }: RecomputeChoice): ChoiceTexts {
  return { target, at: String(at), error: error === 0 ? '' : String(error), rule: rule ? 'on' : 'off' }
}
