/** Settles after everything that waits now had its turn: long work calls it often, so that requests are answered. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
