import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { MailKind } from '../../db/queries/mail-texts.ts'
import type { Context } from '../context.ts'
import { queueMailing } from '../mail/queue-mail.ts'
import { type Choice, dryRun } from '../mail/recipients.ts'
import { isMailKind, mailKinds } from '../mail/study-texts.ts'
import { reasons } from '../mail/verdict.ts'
import { requireStudy } from '../studies/lifecycle.ts'
import { actor, onData, say } from './command-line.ts'
import { wholeNumber } from './options.ts'

interface SendOptions {
  study: string
  kind: MailKind
  society?: string
  wave?: number
  language?: string
  dryRun?: true
  localLinks?: true
}

/** Adds `mail send` and `mail status`. The server sends what is queued. */
export function addMailCommands(program: Command): void {
  const mail = program.command('mail').description('mail to members, sent by the running server')
  mail
    .command('send')
    .description('queue a mail for everybody who may get it')
    .requiredOption('--study <name>', 'short name of the study')
    .option('--kind <kind>', mailKinds.join(', '), readKind, 'invitation')
    .option('--society <name>', 'this society only')
    .option('--wave <number>', 'this wave only', wholeNumber(1))
    .option('--language <code>', 'members of this language only')
    .option('--local-links', 'send links that open on this machine only, to try the program out')
    .option('--dry-run', 'only say who would get it, and how many would not and why')
    .action((options: SendOptions) => onData((context) => send(context, options)))
  mail
    .command('status')
    .description('count mails by kind and state')
    .requiredOption('--study <name>', 'short name of the study')
    .action(({ study }: { study: string }) => onData((context) => status(context, study)))
}

function readKind(text: string): MailKind {
  if (!isMailKind(text)) throw new InvalidArgumentError(`Expected one of ${mailKinds.join(', ')}.`)
  return text
}

async function send(context: Context, options: SendOptions): Promise<void> {
  const { kind, society = null, wave = null, language = null } = options
  const choice: Choice = { kind, society, wave, language, only: [] }
  if (!options.dryRun) {
    const asked = { localLinks: options.localLinks ?? false }
    const mails = await queueMailing(context, options.study, choice, actor, asked)
    return say(`${mails} queued. The server sends them.`)
  }
  const study = requireStudy(context, options.study)
  const { to, notTo } = dryRun(context, study, choice, context.now())
  for (const member of to) say(member.email)
  const counts = new Map<string, number>()
  for (const { reason } of notTo) counts.set(reasons[reason], (counts.get(reasons[reason]) ?? 0) + 1)
  say(`${to.length} would get it.`)
  for (const [reason, n] of counts) say(`${n} would not: ${reason}`)
}

function status(context: Context, slug: string): void {
  const study = requireStudy(context, slug)
  const rows = context.queries.outbox.countByState.all({ studyId: study.id, society: null })
  if (rows.length === 0) say('No mail was queued yet.')
  for (const { kind, state, n } of rows) say(`${kind.padEnd(12)}${state.padEnd(12)}${String(n).padStart(6)}`)
}
