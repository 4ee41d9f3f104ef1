// Line breaks of every kind, other control characters, and marks that turn the reading direction round.
const notInALine = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** Returns a text as one line: nothing in it can begin another header, whoever wrote it. */
export function oneLine(text: string): string {
  return text.replace(notInALine, ' ').replace(/ {2,}/g, ' ').trim()
}

/** True for an address that may stand in a header and in an SMTP command: one line, one @, no quotes or brackets. */
export function isPlainAddress(address: string): boolean {
  return (
    address.length <= 254 &&
    /^[^\s\p{Cc}\p{Zl}\p{Zp}<>"(),:;@[\]\\]+@[^\s\p{Cc}<>"(),:;@[\]\\]+$/u.test(address)
  )
}
