/** Who can open links that begin with an address: nobody but this machine, everybody but unencrypted, everybody. */
export type LinkReach = 'local' | 'plain' | 'open'

/** Returns how far the links of an installation reach. */
export function linkReach(baseUrl: string): LinkReach {
  const { protocol, hostname } = new URL(baseUrl)
  const isLocal =
    /^(localhost|.+\.localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname) ||
    /^\[::ffff:7f/.test(hostname)
  if (isLocal) return 'local'
  return protocol === 'http:' ? 'plain' : 'open'
}

/** Returns what whoever gives or sends links must know first, in a sentence; undefined where all is well. */
export function linkWarning(baseUrl: string): string | undefined {
  const reach = linkReach(baseUrl)
  if (reach === 'local')
    return `Links lead to this machine only (${baseUrl}): nobody else can open them. Before you give or send one, have the program started with BASE_URL set to the address that others can reach.`
  if (reach === 'plain')
    return `Links begin with http:// (${baseUrl}), so links and answers travel unencrypted, and browsers warn of it. Before you give or send one, have the program reached by https:// and BASE_URL say so.`
  return undefined
}
