import { join } from 'node:path'
import { z } from 'zod'
import { type MailSettings, mailEnvironment, readMailSettings } from './mail-settings.ts'

const zone = z.string().refine(isTimeZone, 'a time zone name such as Europe/Madrid')

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a port number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'a port number from 0 to 65535')
    .default(3000),
  HOST: z.string().min(1, 'an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
  BASE_URL: z
    .url({ protocol: /^https?$/, error: 'an address such as https://survey.example.org' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  COMPARAND_DATA: z
    .string()
    .min(1, 'a folder for the database and the secret')
    .default(join(import.meta.dirname, '..', 'db', 'data')),
  COMPARAND_ZONE: zone.default('UTC'),
  TRUST_PROXY: z
    .string()
    .regex(/^\d$/, 'the number of proxies in front of the program, 0 to 9')
    .transform(Number)
    .default(0),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'one of silent, error, warn, info, debug')
    .default('info'),
  ...mailEnvironment,
})

/** Never repeated in a message: a terminal's history or a log would keep them. */
const secrets: readonly string[] = ['SMTP_PASSWORD', 'MAIL_WEBHOOK_SECRET']

/** Settings of the process, read once at start. */
export interface Config {
  port: number
  host: string
  /** Without a trailing slash; personal links are built on it. */
  baseUrl: string
  dataFolder: string
  databaseFile: string
  secretFile: string
  zone: string
  trustProxy: number
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** undefined: this installation sends no mail; personal links go out by a mail merge. */
  mail: MailSettings | undefined
  /** What a mail provider must know to report mail that came back; undefined: nobody can. */
  mailWebhookSecret: string | undefined
  /** What a process that this one starts finds in its environment: everything but the settings, secrets among them. */
  childEnvironment: Readonly<Record<string, string | undefined>>
}

/** A setting is wrong; the message names every variable with what is expected. */
export class WrongSetting extends Error {}

/** Every variable loadConfig reads; the README documents them, and a test says so. */
export const settingNames = Object.keys(environment.shape)

/** Reads the settings from environment variables; throws WrongSetting naming each one that is wrong. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => settingNames.includes(name) && value !== ''),
  )
  const result = environment.safeParse(given)
  const mail = readMailSettings(given)
  const lines = result.success
    ? []
    : result.error.issues.map((issue) => {
        const name = String(issue.path[0])
        const value = secrets.includes(name) ? 'wrong' : `"${env[name] ?? ''}"`
        return `${name} is ${value}, but must be ${issue.message}.`
      })
  lines.push(...mail.problems)
  if (!result.success || lines.length > 0) throw new WrongSetting(lines.join('\n'))
  const settings = result.data
  return {
    port: settings.PORT,
    host: settings.HOST,
    baseUrl: settings.BASE_URL ?? `http://localhost:${settings.PORT}`,
    dataFolder: settings.COMPARAND_DATA,
    databaseFile: join(settings.COMPARAND_DATA, 'comparand.db'),
    secretFile: join(settings.COMPARAND_DATA, 'secret'),
    zone: settings.COMPARAND_ZONE,
    trustProxy: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
    mail: mail.settings,
    mailWebhookSecret: settings.MAIL_WEBHOOK_SECRET,
    childEnvironment: Object.fromEntries(
      Object.entries(env).filter(([name]) => !settingNames.includes(name)),
    ),
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
