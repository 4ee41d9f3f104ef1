import { existsSync, readdirSync } from 'node:fs'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import type { TextField } from '../http/staff-pages.ts'
import { studyShell } from '../http/staff-shell.ts'
import { dryRun } from '../mail/recipients.ts'
import { listZones, localTimeAt } from '../studies/close-time.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import type { LinkPart, PrivacyPage, RetentionPart } from './part-pages.ts'
import { planRetention } from './retention.ts'
import { smallCellThresholdOf } from './small-cells.ts'

/** What was typed in on the page. */
export type PrivacyValues = Partial<Record<'identities' | 'answers' | 'zone' | 'reference', string>>

/** Returns the page on what is kept of people: the identity link, erasing answers, addresses for results, retention. */
export function privacyPage(
  context: Context,
  visit: StudyVisit,
  values: PrivacyValues = {},
  problems: Problem[] = [],
): PrivacyPage {
  const { study, base } = visit
  return {
    ...studyShell({
      ...visit,
      title: 'Data protection',
      tab: 'Data protection',
      hasErrors: problems.length > 0,
    }),
    base,
    problems,
    slug: study.slug,
    link: linkPart(context, visit, problems),
    reference: field(
      'reference',
      'Reference',
      problems,
      values.reference ?? '',
      'Such as S04711, from the last page.',
    ),
    word: field('word', 'Type erase to confirm', problems, ''),
    wishes: context.queries.retention.listWishes.all(study.id).length,
    retention: retentionPart(context, visit, values, problems),
  }
}

function linkPart(context: Context, visit: StudyVisit, problems: Problem[]): LinkPart {
  const { study, definition, base } = visit
  const cut = context.queries.erasure.findCut.get(study.id)
  const closed = study.state === 'closed' || study.state === 'archived'
  const confirm = field('typed', `Type ${study.slug} to confirm`, problems, '')
  const threshold = smallCellThresholdOf(definition)
  if (cut) {
    const at = formatTime(cut.at, studyZone(context, study), 'en')
    const sentences = [
      `Anonymous since ${at}: ${count(cut.links, 'link')} between addresses and answers ${cut.links === 1 ? 'was' : 'were'} deleted${cut.addresses === 0 ? '' : `, and ${cut.addresses === 1 ? '1 address' : `${cut.addresses} addresses`} of groups of fewer than ${threshold} members, where an answer could have been guessed`}.`,
      'Every count comes from the funnel as it was frozen then.',
      cut.wiped_at === null
        ? 'The database file is still being wiped of it: another program reads it just now.'
        : 'The database file was written anew, so that none of its pages holds the link either.',
    ]
    return { base, state: 'cut', sentences, before: [], copies: copiesOf(context), confirm }
  }
  const sentences = [
    'Confidential: addresses are kept apart from answers, and one table says which belong together, so that links and reminders work.',
    closed
      ? `The study is closed, so this table can be deleted for good. With it go the record of mails, the reserve, and the addresses of groups of fewer than ${threshold} members. The funnel is frozen first. Afterwards nobody can be reminded, thanked by name, or found by address; pages may say “anonymous”.`
      : 'After the study has closed, this table can be deleted for good; then the answers are anonymous.',
  ]
  const before = closed ? beforeCut(context, visit) : []
  return { base, state: closed ? 'ready' : 'open', sentences, before, copies: copiesOf(context), confirm }
}

/** What can be done before the cut only, and what stays. */
function beforeCut(context: Context, { study, base }: StudyVisit): LinkPart['before'] {
  const everybody = { kind: 'thanks', society: null, wave: null, language: null, only: [] } as const
  const { to, notTo } = dryRun(context, study, everybody, context.now())
  const later = notTo.filter(({ reason }) => ['too_soon', 'waiting', 'uncertain'].includes(reason)).length
  const unthanked = to.length + later
  const wishes = context.queries.retention.listWishes.all(study.id).length
  const canThank = context.config.mail !== undefined && study.state === 'closed'
  return [
    ...(unthanked > 0 && canThank
      ? [
          {
            text: `${unthanked === 1 ? '1 member who finished has' : `${unthanked} members who finished have`} not been thanked by mail. After the cut nobody knows who they are.`,
            href: `${base}/mail/write?kind=thanks`,
            label: 'Write the thanks first',
          },
        ]
      : []),
    ...(wishes > 0
      ? [
          {
            text: `${wishes === 1 ? '1 person has' : `${wishes} people have`} asked for the results. The cut leaves their addresses here, apart from every answer: send them the results when they are ready.`,
            href: `${base}/privacy/results-addresses.csv`,
            label: 'Download the addresses',
          },
        ]
      : []),
  ]
}

/** Copies that the program itself made in the data folder; backups elsewhere are not known to it. */
function copiesOf(context: Context): string[] {
  const { dataFolder } = context.config
  if (!existsSync(dataFolder)) return []
  return readdirSync(dataFolder).filter((name) =>
    /^before-migration-.*\.db(\.unfinished)?$|-before-restore-.*\.db$/.test(name),
  )
}

function retentionPart(
  context: Context,
  visit: StudyVisit,
  values: PrivacyValues,
  problems: Problem[],
): RetentionPart {
  const { dates, held, due } = planRetention(context, visit.study)
  const zone = values.zone ?? dates?.zone ?? studyZone(context, visit.study)
  const day = (end: number | null | undefined) =>
    end === null || end === undefined ? '' : localTimeAt(end - 60_000, dates!.zone).slice(0, 10)
  const [identities, answers] = [day(dates?.identities_until), day(dates?.answers_until)]
  const dateField = (id: 'identities' | 'answers', label: string, value: string): TextField => ({
    ...field(id, label, problems, values[id] ?? value),
    type: 'date',
  })
  return {
    base: visit.base,
    identities: dateField('identities', 'Addresses until', identities),
    answers: dateField('answers', 'Answers until', answers),
    zones: listZones().map((name) => ({ name, selected: name === zone })),
    plan: [
      {
        what: 'Addresses and names',
        until: identities || 'no date',
        held: `${count(held.members, 'member')}, ${held.reserve} in reserve, ${held.wishes} who asked for the results`,
        due: due.includes('identities'),
      },
      {
        what: 'Answers',
        until: answers || 'no date',
        held: `${count(held.respondents, 'respondent')}, ${count(held.judgements, 'judgement')}, ${count(held.answers, 'other answer')}`,
        due: due.includes('answers'),
      },
    ],
    datasets:
      held.datasets === 0
        ? undefined
        : `${held.datasets} frozen ${held.datasets === 1 ? 'dataset keeps' : 'datasets keep'} answers under pseudonyms; they are files of their own and stay until you delete them on the page Data.`,
    due: due.join(' '),
    confirm:
      due.length === 0 ? undefined : field('confirm', `Type ${visit.study.slug} to confirm`, problems, ''),
  }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

function field(id: string, label: string, problems: Problem[], value: string, hint?: string): TextField {
  return { id, label, hint, type: 'text', value, error: problemOf(problems, id), autocomplete: 'off' }
}
