/** Codes joined by plus signs, as a bundle is named: `22612 + 22840 + 20937`. */
const bundle = /^[0-9A-Z]{5}( ?\+ ?[0-9A-Z]{5})+$/

/**
 * Returns the short forms of a bundle's name, the shortest first: `22612 +2` for `22612+22840+20937`, then
 * `22612+22840 +1`. Any other name has none.
 */
export function bundleForms(name: string): string[] {
  if (!bundle.test(name)) return []
  const codes = name.split('+').map((code) => code.trim())
  return codes
    .slice(1)
    .map((_, index) => `${codes.slice(0, index + 1).join('+')} +${codes.length - index - 1}`)
}

/** Returns a sentence that explains the short forms where one of the names has one, else nothing. */
export function bundleNote(names: readonly string[]): string {
  const form = names.map((name) => bundleForms(name)[0]).find((one) => one !== undefined)
  if (form === undefined) return ''
  const [code, more] = form.split(' +')
  return ` Where room is short, ${form} stands for a bundle of ${code} and ${more} more ${more === '1' ? 'code' : 'codes'}.`
}
