import { z } from 'zod'
import { languages } from '../words/languages.ts'

/** Text that people read: a map from language to string. Which languages must be there is the study's choice. */
export const text = z.partialRecord(
  z.enum(languages),
  z.string().trim().min(1, 'Write the text or leave the language out').max(20_000),
)
/** Names a construct, a question or an answer in columns and addresses. */
export const slug = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use lower-case letters, digits and _, starting with a letter')
/** Names a society. */
export const societySlug = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,29}$/, 'Use lower-case letters, digits and -, starting with a letter')
/** A code as it is printed. */
export const code = z
  .string()
  .regex(/^[0-9A-Z]{4,5}$/, 'Use the code as printed, such as 62380 or 0202T (a string, never a number)')
/** The attribute that items are compared on. */
export const construct = z.strictObject({
  slug,
  name: text,
  question: text,
  definition: text,
  /** One whole answer, with {item} where the code stands: "{item} is more stressful". */
  answerMore: text,
})
