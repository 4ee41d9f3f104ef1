import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A measured server in a process of its own. */
export interface ServerProcess {
  port: number
  /** CPU time used so far, user and system, in milliseconds (Linux only) */
  cpuMs: () => number
  stop: () => Promise<void>
}

/** Starts tests/bench/serve.ts; resolves when it listens. */
export async function startServer(
  kind: 'app' | 'hello',
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), kind], {
    env: { ...process.env, LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout!, 'data')) as [Buffer]
  return {
    port: Number(line.toString().trim()),
    cpuMs: () => cpuOf(child.pid!),
    stop: async () => {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Linux counts CPU time in ticks of 10 ms; fields 14 and 15 of /proc/<pid>/stat (proc(5)). */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
