import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Refusal } from '../refusal.ts'
import type { Report } from './jobs.ts'
import type { WorkerReport } from './run-in-worker.ts'

/** What a process posts that a thread need not: a fault, which would not cross by itself. */
export type ProcessReport<Result> = WorkerReport<Result> | { fault: { message: string; stack?: string } }

/** What a process is sent: its work, and for whom. The order may be read when who gave it has ended already. */
export interface ProcessOrder<Order> {
  order: Order
  /** the process number of who waits for the answer */
  parent: number
}

const endedSentence =
  'The program that did this work was ended from outside before it was done, perhaps because the machine had no memory left. Nothing half made was kept. Start it again.'

/**
 * Runs a file that calls answerFromProcess in a process of its own, hands it the order and returns its result. Its
 * refusals are refusals here, and so is its end by a signal. It ends with this process, and belongs to the same session:
 * systems that share processors between sessions first would otherwise not see that it gives way.
 */
export function runInProcess<Result>(
  file: URL,
  order: unknown,
  options: {
    report?: Report | undefined
    flags?: readonly string[]
    env?: Readonly<Record<string, string | undefined>>
  } = {},
): Promise<Result> {
  const child = fork(fileURLToPath(file), {
    execArgv: [...(options.flags ?? [])],
    ...(options.env ? { env: { ...options.env } } : {}),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  return answerOf<Result>(child, order, options.report).finally(() => {
    process.off('exit', endWithUs)
  })
}

/** Settles when the process has ended: what it wrote may then be taken away. */
function answerOf<Result>(child: ChildProcess, order: unknown, report: Report | undefined): Promise<Result> {
  return new Promise((resolve, reject) => {
    let settle: (() => void) | undefined
    child.on('message', (message: ProcessReport<Result>) => {
      if ('progress' in message) report?.(message.progress)
      else if ('result' in message) settle = () => resolve(message.result)
      else settle = () => reject(errorOf(message))
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (settle) settle()
      else if (signal) reject(new Refusal('conflict', endedSentence))
      else reject(new Error(`The process ended with ${code} and without a result`))
    })
    // A process that is gone already is told by its end.
    child.send({ order, parent: process.pid } satisfies ProcessOrder<unknown>, () => undefined)
  })
}

function errorOf<Result>(
  message: Exclude<ProcessReport<Result>, { progress: unknown } | { result: Result }>,
) {
  if ('refused' in message) return new Refusal(message.refused.reason, message.refused.sentence)
  return Object.assign(new Error(message.fault.message), { stack: message.fault.stack })
}
