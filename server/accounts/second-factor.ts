import { createHmac, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { PersonRow } from '../../db/queries/people.ts'
import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { keyFor } from '../secret.ts'
import { logEvent } from '../studies/lifecycle.ts'
import { seal, unseal } from './sealed-secret.ts'

/* Time-based one-time passwords, RFC 6238: SHA-1, 30 s, six digits, as every authenticator app has them. */

const stepSeconds = 30
/** Clocks of telephones are off a little: the code before and the code after are taken too. */
const stepsAround = 1
const codesGiven = 10
const purpose = 'second factor'

/** A secret that was shown but not yet confirmed; the page carries it sealed, so nothing is kept by looking. */
export interface OfferedFactor {
  sealed: string
  /** for the app, as a picture of squares or by hand */
  uri: string
  secret: string
}

/** Returns a fresh secret for a person's app. */
export function offerFactor(context: Context, person: PersonRow): OfferedFactor {
  return describe(context, person, new Secret({ size: 20 }))
}

/** Returns the offer that a page carried; refuses one that is not ours. */
export function readOffer(context: Context, person: PersonRow, sealed: string): OfferedFactor {
  const bytes = unseal(context.secret, offerPurpose(person), Buffer.from(sealed, 'base64url'))
  if (!bytes) throw new Refusal('bad_request', 'The form did not arrive as expected.')
  return describe(context, person, secretOf(bytes), sealed)
}

/**
 * Turns the second factor on when the code is right, and returns the recovery codes; they are kept as hashes, so this
 * is the only time they can be shown. Undefined when the code is wrong. Refuses when a factor is on already.
 */
export async function turnOnFactor(
  context: Context,
  person: PersonRow,
  offer: OfferedFactor,
  code: string,
): Promise<string[] | undefined> {
  const secret = Secret.fromBase32(offer.secret)
  const step = stepOf(context, secret, code)
  if (step === undefined) return undefined
  const codes = Array.from({ length: codesGiven }, recoveryCode)
  const { secondFactors } = context.queries
  return context.write(() => {
    if (secondFactors.find.get(person.id)) throw new Refusal('conflict', 'The second factor is on already.')
    const sealed = seal(context.secret, purpose, Buffer.from(secret.bytes))
    secondFactors.insert.run(person.id, sealed, context.now(), step)
    for (const one of codes) secondFactors.insertCode.run(person.id, hashCode(context, one))
    logEvent(context, person.email, 'second factor turned on', null, {})
    return codes
  })
}

/** Turns a person's second factor off; by themselves, or by an owner when telephone and codes are lost. */
export function turnOffFactor(context: Context, personId: number, actor: string): void {
  context.transaction(() => {
    const { secondFactors } = context.queries
    if (!secondFactors.find.get(personId)) return
    secondFactors.delete.run(personId)
    logEvent(context, actor, 'second factor turned off', null, { user: personId })
  })
}

/** Tells whether somebody must give a code after the password. */
export function hasFactor(context: Context, personId: number): boolean {
  return context.queries.secondFactors.find.get(personId) !== undefined
}

/** Takes a code of the app or a recovery code, each of them once; runs inside a write. Returns which it was. */
export function takeCode(context: Context, personId: number, code: string): 'app' | 'recovery' | undefined {
  const { secondFactors } = context.queries
  const factor = secondFactors.find.get(personId)
  if (!factor) return undefined
  const bytes = unseal(context.secret, purpose, factor.secret)
  const step = bytes && stepOf(context, secretOf(bytes), code)
  if (step !== undefined && secondFactors.takeStep.run(step, personId, step).changes === 1) return 'app'
  const isRecovery =
    secondFactors.takeCode.run(context.now(), personId, hashCode(context, code)).changes === 1
  return isRecovery ? 'recovery' : undefined
}

/** Returns the time step a code belongs to, or undefined when it is no code of this time. */
function stepOf(context: Context, secret: Secret, code: string): number | undefined {
  const token = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const now = context.now()
  const delta = new TOTP({ secret }).validate({ token, timestamp: now, window: stepsAround })
  return delta === null ? undefined : Math.floor(now / 1000 / stepSeconds) + delta
}

function describe(
  context: Context,
  person: PersonRow,
  secret: Secret,
  sealed = seal(context.secret, offerPurpose(person), Buffer.from(secret.bytes)).toString('base64url'),
): OfferedFactor {
  const issuer = `Comparand ${new URL(context.config.baseUrl).host}`
  return { sealed, uri: new TOTP({ issuer, label: person.email, secret }).toString(), secret: secret.base32 }
}

function secretOf(bytes: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer })
}

function offerPurpose(person: PersonRow): string {
  return `${purpose} offered to ${person.id}`
}

/** 60 bits in three groups of letters that are hard to mistake. */
function recoveryCode(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const text = [...randomBytes(12)].map((byte) => letters[byte % letters.length]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}

function hashCode(context: Context, code: string): Buffer {
  const plain = code.toLowerCase().replace(/[^a-z0-9]/g, '')
  return createHmac('sha256', keyFor(context.secret, 'recovery code')).update(plain).digest()
}
