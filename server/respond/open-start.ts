import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Device } from '../../db/queries/respondents.ts'
import type { Context } from '../context.ts'
import { linkUrl } from '../fieldwork/links.ts'
import { keyFor } from '../secret.ts'
import { localTimeAt } from '../studies/close-time.ts'
import type { Visit } from './open-link.ts'
import { startRespondent } from './start-respondent.ts'
import { SurveyRefusal } from './survey-refusal.ts'

/** Nobody reads the first page in less; programs do. */
const leastMs = 2000
/** A page left open longer gets a new stamp. */
const longestMs = 12 * 3_600_000
/** A full lecture hall that reads one QR code; more in a minute is no hall. */
const mostPerMinute = 120
/** Stamps remembered, so that a doubled form starts one person. */
const mostRemembered = 10_000

/** Whom a stamp started, and when people started by a link; a restart forgets both. */
interface Memory {
  byStamp: Map<string, { invitationId: number; at: number; base: string }>
  starts: Map<number, number[]>
}

const memories = new WeakMap<Context, Memory>()

/** What the first page of a link that is handed around carries along, to tell people from programs. */
export interface StartForm {
  stamp: string
  /** a field that people do not see; programs fill it in */
  website: string
}

/** Returns a stamp for one showing of a first page: when, and a number of its own, signed. */
export function newStamp(context: Context, visit: Visit): string {
  const text = `${visit.now}.${context.randomBelow(2 ** 31)}`
  return `${text}.${sign(context, visit, text)}`
}

/**
 * Returns the stamp for a page that is shown once more: the same one where it only was too young, so that it ages. One
 * from before the clock was set back would stay too young for as long as that.
 */
export function freshStamp(context: Context, visit: Visit, stamp: string): string {
  const age = ageOf(context, visit, stamp)
  return age >= 0 && age < leastMs ? stamp : newStamp(context, visit)
}

/**
 * Starts somebody by a link that is handed around: they get an invitation without an address and a personal link of
 * their own, which is returned. `again` when the form came too fast or filled in by a program: then the page is shown
 * once more. The same form sent twice starts one person. Must run inside a write. Refuses beyond the link's limits.
 */
export function startOpen(
  context: Context,
  visit: Visit,
  form: StartForm,
  person: { device: Device; startedHereBefore: boolean },
): { base: string } | 'again' {
  const memory = memoryOf(context)
  const known = memory.byStamp.get(form.stamp)
  if (known !== undefined && isKept(context, known)) return { base: known.base }
  if (form.website !== '' || !isGoodStamp(context, visit, form.stamp)) return 'again'
  const { study, invitation, language, now } = visit
  refuseFlood(context, visit, memory)
  const { invitations, openLinks } = context.queries
  const added = invitations.insert.run(study.id, 'open', null, '', language, invitation.society, 1, now)
  const own = invitations.find.get(Number(added.lastInsertRowid))!
  openLinks.insertStart.run(own.id, invitation.id, dayOf(context, visit))
  const respondent = startRespondent(context, { study, invitation: own, language, device: person.device })
  if (person.startedHereBefore) openLinks.flagDuplicate.run(respondent.id)
  const base = linkUrl(context, own).slice(context.config.baseUrl.length)
  memory.byStamp.set(form.stamp, { invitationId: own.id, at: respondent.started_at, base })
  if (memory.byStamp.size > mostRemembered) memory.byStamp.delete(memory.byStamp.keys().next().value!)
  return { base }
}

/**
 * A start whose commit failed, as on a full disk, is remembered all the same. Its number goes to whoever starts next:
 * the time tells that this is somebody else, whose link nobody may be given.
 */
function isKept(context: Context, { invitationId, at }: { invitationId: number; at: number }): boolean {
  return context.queries.respondents.findByInvitation.get(invitationId)?.started_at === at
}

/** By link, never by address: a hospital stands behind one. */
function refuseFlood(context: Context, visit: Visit, memory: Memory): void {
  const { invitation, now } = visit
  const recent = (memory.starts.get(invitation.id) ?? []).filter((at) => at > now - 60_000)
  const cap = context.queries.openLinks.findCap.get(invitation.id)!
  const isFull = context.queries.openLinks.countStarts.get(invitation.id, dayOf(context, visit))! >= cap
  if (isFull || recent.length >= mostPerMinute)
    throw new SurveyRefusal(isFull ? 'full' : 'crowded', visit.language, {
      society: visit.definition.societies.find((one) => one.slug === invitation.society),
      contactEmail: visit.definition.contact.email,
      languages: visit.definition.languages,
    })
  memory.starts.set(invitation.id, [...recent, now])
}

function dayOf(context: Context, { study, now }: Visit): string {
  return localTimeAt(now, study.close_zone ?? study.open_zone ?? context.config.zone).slice(0, 10)
}

function isGoodStamp(context: Context, visit: Visit, stamp: string): boolean {
  const age = ageOf(context, visit, stamp)
  return age >= leastMs && age <= longestMs
}

/** Milliseconds since a page with this stamp was shown; infinite for a stamp that is not ours. */
function ageOf(context: Context, visit: Visit, stamp: string): number {
  const match = /^((\d{1,16})\.\d{1,10})\.([0-9a-f]{32})$/.exec(stamp)
  if (!match) return Number.POSITIVE_INFINITY
  const given = Buffer.from(match[3]!, 'hex')
  const right = Buffer.from(sign(context, visit, match[1]!), 'hex')
  return timingSafeEqual(given, right) ? visit.now - Number(match[2]) : Number.POSITIVE_INFINITY
}

function sign(context: Context, { invitation }: Visit, text: string): string {
  const mac = createHmac('sha256', keyFor(context.secret, 'open start'))
  return mac.update(`${invitation.id} ${invitation.generation} ${text}`).digest('hex').slice(0, 32)
}

function memoryOf(context: Context): Memory {
  const memory = memories.get(context) ?? { byStamp: new Map(), starts: new Map() }
  memories.set(context, memory)
  return memory
}
