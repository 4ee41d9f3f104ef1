import { readdirSync, writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { answerFromProcess, giveWay } from '../../server/jobs/process-side.ts'
import { Refusal } from '../../server/refusal.ts'

/*
 * A process for tests: adds the numbers up to one. 0 ends it at once, 1e9 tells who it is and waits, infinity fills its
 * memory; `threads` returns the priorities of its threads, `environment` what it finds in its own; `writesFor` writes
 * files into a folder once the process of that number, which started it, has ended.
 */

type Order = {
  to?: number
  threads?: true
  environment?: true
  writesFor?: { parent: number; folder: string }
}

await answerFromProcess<Order, number | number[] | NodeJS.ProcessEnv>(async (order, report) => {
  const { to = 0 } = order
  if (order.environment) return { ...process.env }
  if (order.writesFor) {
    const { parent, folder } = order.writesFor
    while (process.ppid === parent) await pause(5)
    try {
      report({ step: 'Writing' })
      writeFileSync(join(folder, 'unwanted'), '')
    } finally {
      writeFileSync(join(folder, 'ended'), '')
    }
  }
  if (order.threads) {
    giveWay()
    return readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)))
  }
  if (to === -1) throw new Refusal('conflict', 'Only upwards.')
  if (to === -2) throw new Error('A fault of ours')
  if (to === 0) process.exit(0)
  if (to === 1e9) {
    report({ step: 'Waiting', done: process.pid })
    await new Promise((resolve) => setTimeout(resolve, 20_000))
  }
  let sum = 0
  const kept: number[][] = []
  for (let number = 1; number <= to; number++) {
    if (to === Infinity) kept.push(new Array<number>(10_000).fill(number))
    else report({ step: 'Adding', done: number, total: to })
    sum += number
  }
  return sum + kept.length
})
