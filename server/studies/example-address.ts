/**
 * True of a mail address that reaches nobody: its domain is kept for examples and tests (RFC 2606, RFC 6761), or is this
 * machine itself.
 */
export function isExampleAddress(address: string): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return /(^|\.)(example\.(com|net|org)|example|invalid|test|localhost|localdomain)$/.test(domain)
}
