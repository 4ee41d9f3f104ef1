import { connect } from 'node:net'

export interface LoadResult {
  requests: number
  seconds: number
  perSecond: number
  /** milliseconds */
  p50: number
  p99: number
  /** how often each status came back */
  statuses: Record<string, number>
}

/** One connection's requests; `answered` sees each answer before the next request is asked for. */
export interface Walker {
  next: () => Buffer | undefined
  answered?: (answer: { head: string; body: string }) => void
}

/**
 * Sends each connection's requests one after the other over one kept-alive connection, all connections at once.
 * Reads raw sockets, because a full HTTP client would need more CPU than the server it measures; answers must have
 * a Content-Length. Stops at the latest after `mostSeconds`.
 */
export async function runLoad(port: number, connections: Walker[], mostSeconds = 10): Promise<LoadResult> {
  const times: number[] = []
  const statuses: Record<string, number> = {}
  const began = performance.now()
  const until = began + mostSeconds * 1000
  await Promise.all(connections.map((walker) => runConnection(port, walker, until, times, statuses)))
  const seconds = (performance.now() - began) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    requests: times.length,
    seconds,
    perSecond: times.length / seconds,
    p50: at(0.5),
    p99: at(0.99),
    statuses,
  }
}

function runConnection(
  port: number,
  { next, answered }: Walker,
  until: number,
  times: number[],
  statuses: Record<string, number>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let sent = 0
    let held = ''
    const send = () => {
      const request = performance.now() < until ? next() : undefined
      if (!request) {
        socket.end()
        return resolve()
      }
      sent = performance.now()
      socket.write(request)
    }
    socket.setNoDelay(true)
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      held += chunk.toString('latin1')
      const end = held.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(held)?.[1] ?? 0)
      if (held.length < end + 4 + length) return
      const status = held.slice(9, 12)
      statuses[status] = (statuses[status] ?? 0) + 1
      times.push(performance.now() - sent)
      answered?.({ head: held.slice(0, end + 2), body: held.slice(end + 4) })
      held = ''
      send()
    })
  })
}

/** Returns a form post as bytes; `more` is written behind the last field as it is. */
export function post(path: string, form: Record<string, string>, more = ''): Buffer {
  const body = new URLSearchParams(form).toString() + more
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\nSec-Fetch-Site: same-origin\r\n` +
      `Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  )
}

/** Returns a page request as bytes. */
export function get(path: string): Buffer {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n`)
}
