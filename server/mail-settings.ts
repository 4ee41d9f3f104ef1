import { z } from 'zod'

/** How mail leaves this installation. */
export interface MailSettings {
  host: string
  port: number
  /** `starttls` insists on encryption; `none` is for a relay on the same machine. */
  security: 'starttls' | 'tls' | 'none'
  login: { user: string; password: string } | undefined
  /** The address mail comes from, and returns to when it bounces. */
  from: string
  perMinute: number
}

/** The variables of sending mail, as config.ts reads them. */
export const mailEnvironment = {
  SMTP_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'the name of a mail server, such as smtp.example.org')
    .optional(),
  SMTP_PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'a port number from 1 to 65535')
    .optional(),
  SMTP_SECURITY: z.enum(['starttls', 'tls', 'none'], 'one of starttls, tls, none').default('starttls'),
  SMTP_USER: z.string().max(300, 'at most 300 characters long').optional(),
  SMTP_PASSWORD: z.string().max(1000, 'at most 1000 characters long').optional(),
  MAIL_FROM: z.email('a plain e-mail address, such as survey@example.org').optional(),
  MAIL_RATE: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'how many mails may leave in a minute, 1 to 99999')
    .transform(Number)
    .default(60),
  MAIL_WEBHOOK_SECRET: z.string().min(24, 'at least 24 characters long').optional(),
}

/** Reads how mail is sent; undefined without SMTP_HOST. Problems name the variables that do not go together. */
export function readMailSettings(given: Record<string, string | undefined>): {
  settings: MailSettings | undefined
  problems: string[]
} {
  const problems: string[] = []
  if ((given.SMTP_USER === undefined) !== (given.SMTP_PASSWORD === undefined))
    problems.push('SMTP_USER and SMTP_PASSWORD go together: set both or neither.')
  if (given.SMTP_HOST === undefined) {
    const lost = ['SMTP_USER', 'MAIL_FROM'].filter((name) => given[name] !== undefined)
    if (lost.length > 0) problems.push(`SMTP_HOST is missing, but ${lost.join(' and ')} is set.`)
    return { settings: undefined, problems }
  }
  if (given.MAIL_FROM === undefined)
    problems.push('MAIL_FROM is missing: with SMTP_HOST, name the address that mail comes from.')
  const read = z.object(mailEnvironment).safeParse(given)
  // What is wrong by itself, config.ts says.
  if (!read.success || problems.length > 0) return { settings: undefined, problems }
  const one = read.data
  const settings = {
    host: one.SMTP_HOST!,
    port: one.SMTP_PORT ?? (one.SMTP_SECURITY === 'tls' ? 465 : one.SMTP_SECURITY === 'none' ? 25 : 587),
    security: one.SMTP_SECURITY,
    login:
      one.SMTP_USER === undefined ? undefined : { user: one.SMTP_USER, password: one.SMTP_PASSWORD ?? '' },
    from: one.MAIL_FROM!,
    perMinute: one.MAIL_RATE,
  }
  return { settings, problems }
}
