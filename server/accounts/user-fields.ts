import { z } from 'zod'

/** What is expected of a person, field by field; pages and the command line share it. */
export const newUserFields = {
  email: z
    .string()
    .trim()
    .pipe(z.email('Enter an e-mail address, such as name@society.org'))
    .pipe(z.string().max(254)),
  name: z.string().trim().min(1, 'Enter a name').max(200, 'Enter a name of at most 200 characters'),
  password: z
    .string()
    .min(12, 'Enter a password of at least 12 characters')
    .max(200, 'Enter a password of at most 200 characters'),
}

/** A role, and the only society of a coordinator who has one. */
export const roleFields = {
  role: z.enum(['owner', 'coordinator', 'analyst', 'auditor'], 'Choose a role'),
  society: z
    .string()
    .trim()
    .regex(
      /^([a-z][a-z0-9-]{0,29})?$/,
      'Enter the short name of a society as the study has it, such as isass',
    )
    .transform((slug) => (slug === '' ? undefined : slug))
    .optional(),
}
