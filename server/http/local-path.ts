/** Returns the address to go on to when it lies on this site, else the fallback. */
export function localPath(given: string | undefined, fallback: string): string {
  if (given === undefined || !/^\/(?![/\\])[\x21-\x7e]{0,400}$/.test(given)) return fallback
  const here = 'http://here.invalid'
  return URL.canParse(given, here) && new URL(given, here).origin === here ? given : fallback
}
