import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from '../context.ts'
import { keyFor } from '../secret.ts'

/*
 * A personal link is not stored anywhere: it is the invitation's number and generation followed by a keyed MAC,
 * so that a stolen database opens no survey and a coordinator can make every link again.
 * 4 bytes id + 1 byte generation + 16 bytes HMAC-SHA-256 = 21 bytes = 34 letters of base 32, which survive
 * being copied from a mail (one case, no punctuation at the end).
 */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const letters = new Map([...alphabet].map((letter, value) => [letter, value]))
const headBytes = 5
const macBytes = 16

interface Named {
  invitationId: number
  generation: number
}

/** Tokens whose MAC was checked already: a surgeon's hundred requests need one check. */
const verified = new WeakMap<Buffer, Map<string, Named>>()
const mostRemembered = 20_000

/** Derived once per secret: every request of a surgeon needs the key. */
const keys = new WeakMap<Buffer, Buffer>()

/** Returns the key that personal links of this installation are made with. */
export function linkKey(context: Context): Buffer {
  let key = keys.get(context.secret)
  if (!key) {
    key = keyFor(context.secret, 'links')
    keys.set(context.secret, key)
  }
  return key
}

/** Returns the whole personal link of an invitation. */
export function linkUrl(context: Context, invitation: { id: number; generation: number }): string {
  return `${context.config.baseUrl}/r/${linkToken(linkKey(context), invitation.id, invitation.generation)}`
}

/** Returns the link token of an invitation's generation. */
export function linkToken(key: Buffer, invitationId: number, generation: number): string {
  const head = Buffer.alloc(headBytes)
  head.writeUInt32BE(invitationId, 0)
  head.writeUInt8(generation, 4)
  return toBase32(Buffer.concat([head, mac(key, head)]))
}

/** Returns what a token names, or undefined when it was not made with this key. Upper case is accepted. */
export function readLinkToken(key: Buffer, token: string): Named | undefined {
  const known = verified.get(key)?.get(token)
  if (known) return known
  const named = verifyToken(key, token)
  if (named) remember(key, token, named)
  return named
}

function verifyToken(key: Buffer, token: string): Named | undefined {
  const bytes = fromBase32(token.toLowerCase())
  if (bytes?.length !== headBytes + macBytes) return undefined
  const head = bytes.subarray(0, headBytes)
  if (!timingSafeEqual(bytes.subarray(headBytes), mac(key, head))) return undefined
  return { invitationId: head.readUInt32BE(0), generation: head.readUInt8(4) }
}

function remember(key: Buffer, token: string, named: Named): void {
  let tokens = verified.get(key)
  if (!tokens || tokens.size >= mostRemembered) {
    tokens = new Map()
    verified.set(key, tokens)
  }
  tokens.set(token, named)
}

function mac(key: Buffer, head: Buffer): Buffer {
  return createHmac('sha256', key).update('personal link').update(head).digest().subarray(0, macBytes)
}

/** RFC 4648 base 32 without padding; 21 bytes always give 34 letters. */
function toBase32(bytes: Buffer): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

function fromBase32(text: string): Buffer | undefined {
  if (text.length !== 34) return undefined
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of text) {
    const value = letters.get(letter)
    if (value === undefined) return undefined
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 255)
    }
    held &= (1 << bits) - 1
  }
  // The unused last bits must be zero: one invitation has exactly one token.
  return held === 0 ? Buffer.from(bytes) : undefined
}
