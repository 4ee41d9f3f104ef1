import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** Work of one hash: 32 MiB, three passes (a published recommendation for scrypt; about a quarter of a second). */
const cost = { N: 2 ** 15, r: 8, p: 3 }
const saltBytes = 16
const hashBytes = 32

/** Returns a password's hash with everything needed to check it: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const hash = await derive(password, salt, hashBytes, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Tells whether the password is the hashed one. Without a hash it works as long and says no. */
export async function checkPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, N, r, p, salt, hash] = (stored ?? nobody).split('$')
  const expected = Buffer.from(hash!, 'base64url')
  const options = { N: Number(N), r: Number(r), p: Number(p) }
  const found = await derive(password, Buffer.from(salt!, 'base64url'), expected.length, options)
  return timingSafeEqual(found, expected) && stored !== undefined
}

/** Nobody's hash: an unknown address must take as long as a wrong password. */
const nobody = ['scrypt', cost.N, cost.r, cost.p, 'A'.repeat(22), 'A'.repeat(43)].join('$')

/**
 * Hashes at a time: each keeps a core and a thread of the pool busy for a quarter of a second, and a crowd of wrong
 * passwords must not slow the answers of surgeons. Whoever comes later waits in line, known address or not.
 */
const mostAtOnce = 2
let working = 0
const inLine: (() => void)[] = []

async function derive(
  password: string,
  salt: Buffer,
  length: number,
  options: ScryptOptions,
): Promise<Buffer> {
  // A place is handed on, never given back while somebody waits, so that nobody can slip in between.
  if (working < mostAtOnce) working += 1
  else await new Promise<void>((resolve) => inLine.push(resolve))
  try {
    return await work(password, salt, length, options)
  } finally {
    const next = inLine.shift()
    if (next) next()
    else working -= 1
  }
}

function work(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard or system must give the same bytes.
    scrypt(password.normalize('NFKC'), salt, length, { ...options, maxmem: 2 ** 27 }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
