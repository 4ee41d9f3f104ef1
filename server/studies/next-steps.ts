import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { stateName } from './state-text.ts'
import type { StudyVisit } from './study-visit.ts'

/** Something to do next, and the page on which it is done. */
export interface NextStep {
  text: string
  href: string
}

/** How far the members are reached. */
interface Reached {
  listed: number
  mailed: number
}

/** Returns what a person may do next in the field work of a study, the most likely first; nothing for drafts. */
export function nextSteps(context: Context, visit: StudyVisit, reached: Reached): NextStep[] {
  const { study, person, base, now } = visit
  const name = stateName(study, now)
  const to = (text: string, path: string): NextStep => ({ text, href: `${base}/${path}` })
  if (name === 'draft' || name === 'testing') return []
  if (name === 'closed' || name === 'archived') return stepsAfter(context, visit)
  const times = mayDo(person, 'steer')
    ? [to('Change the closing time', 'closing-time'), to('Close the study', 'close')]
    : []
  if (!mayDo(person, 'identities')) return times
  const told = context.config.mail === undefined ? 0 : context.queries.recipients.countOldDate.get(study.id)!
  return [
    ...(told > 0 && person.society === null
      ? [to('Tell who knows an old closing time only', 'mail#old-date')]
      : []),
    ...stepsOfMembers(name, reached, context.config.mail !== undefined).map(([text, path]) => to(text, path)),
    ...times,
  ]
}

function stepsOfMembers(name: string, { listed, mailed }: Reached, hasMail: boolean): [string, string][] {
  if (name === 'closing')
    return hasMail
      ? [['Remind who has begun', 'mail/write?kind=reminder']]
      : [['Get the links of who has begun', 'members']]
  if (listed === 0)
    return [
      ['Bring the lists of members', 'members'],
      ['Make a link to hand around', 'open-links'],
    ]
  if (!hasMail) return [['Get the personal links, all or of who has not finished', 'members']]
  return mailed === 0
    ? [['Invite the members', 'mail/write']]
    : [['Remind who has not finished', 'mail/write?kind=reminder']]
}

function stepsAfter(context: Context, { study, person, base }: StudyVisit): NextStep[] {
  const isCut = context.queries.erasure.findCut.get(study.id) !== undefined
  const canThank =
    !isCut && study.state === 'closed' && context.config.mail !== undefined && mayDo(person, 'identities')
  return [
    ...(canThank ? [{ text: 'Thank who has finished', href: `${base}/mail/write?kind=thanks` }] : []),
    { text: 'Look at the results', href: `${base}/results` },
    ...(!isCut && mayDo(person, 'protect')
      ? [{ text: 'Cut the link between addresses and answers', href: `${base}/privacy` }]
      : []),
  ]
}
