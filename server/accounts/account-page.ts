import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import type { Problem } from '../http/problems.ts'
import { qrCode } from '../http/qr-code.ts'
import { staffShell } from '../http/staff-shell.ts'
import { codeField, presentPasswordField } from './account-fields.ts'
import type { AccountPage, RecoveryCodesPage, SecondFactorPage } from './pages.ts'
import type { OfferedFactor } from './second-factor.ts'
import { listSessions } from './sessions.ts'

/** Returns the page of one's own account: who one is, the second factor, where one is signed in. */
export function accountPage(
  context: Context,
  person: PersonRow,
  token: string | undefined,
  done?: string | undefined,
): AccountPage {
  const time = (at: number) => formatTime(at, context.config.zone, 'en')
  const factor = context.queries.secondFactors.find.get(person.id)
  return {
    ...staffShell({ title: 'Your account', person, done }),
    facts: [
      { name: 'Name', value: person.name },
      { name: 'E-mail address', value: person.email },
      { name: 'Role', value: person.society === null ? person.role : `${person.role} for ${person.society}` },
    ],
    hasFactor: factor !== undefined,
    factor: factor
      ? `On since ${time(factor.since)}. ${codesLeft(context.queries.secondFactors.countCodes.get(person.id)!)}`
      : 'Off. With it, a stolen password alone opens nothing.',
    sessions: listSessions(context, person.id, token).map(({ id, device, beganAt, seenAt, isThisOne }) => ({
      id,
      device,
      began: time(beganAt),
      seen: time(seenAt),
      isThisOne,
    })),
  }
}

/** Returns the page that turns the second factor on. */
export function secondFactorPage(
  person: PersonRow,
  offer: OfferedFactor,
  problems: Problem[] = [],
): SecondFactorPage {
  return {
    ...staffShell({ title: 'Turn on the second factor', person, hasErrors: problems.length > 0 }),
    problems,
    qr: qrCode(offer.uri),
    secret: offer.secret.match(/.{1,4}/g)!.join(' '),
    sealed: offer.sealed,
    fields: [
      codeField(problems, 'Code', 'The six digits that the app shows now.'),
      presentPasswordField(problems),
    ],
  }
}

/** Returns the page that shows the recovery codes, once. */
export function recoveryCodesPage(person: PersonRow, codes: string[]): RecoveryCodesPage {
  return { ...staffShell({ title: 'Keep these recovery codes', person }), codes }
}

function codesLeft(n: number): string {
  if (n === 0) return 'No recovery code is left: turn it off and on again for new ones.'
  return `${n} recovery ${n === 1 ? 'code is' : 'codes are'} left.`
}
