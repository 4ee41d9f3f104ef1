/*
 * How much a piece of work computes, told by the processor time of this process: other programs on the machine, or a
 * single core, lengthen what a clock shows, and say nothing about the work.
 */

/** Returns the milliseconds of processor time that work takes. */
export async function workTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  return milliseconds(process.cpuUsage(before))
}

/** Returns how much was computed meanwhile, and the most that was computed without giving anybody else a turn. */
export async function turnsOf(work: () => unknown): Promise<{ longest: number; whole: number }> {
  let longest = 0
  const began = process.cpuUsage()
  let before = began
  const look = () => {
    longest = Math.max(longest, milliseconds(process.cpuUsage(before)))
    before = process.cpuUsage()
  }
  const clock = setInterval(look, 5)
  await work()
  clearInterval(clock)
  look()
  return { longest, whole: milliseconds(process.cpuUsage(began)) }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}
