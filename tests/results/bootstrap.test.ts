import { expect, it } from 'vitest'
import { startBootstrap } from '../../server/results/start-bootstrap.ts'
import { readWide } from '../validation/fixtures.ts'

const responses = readWide('gold/survey_150x10_work.csv')

it('a bootstrap in a worker reports its progress and repeats for a seed', async () => {
  const heard: number[] = []
  const request = { responses, model: 'rsm', replications: 50, seed: 4 } as const
  const first = await startBootstrap(request, (done) => heard.push(done)).result
  expect(heard).toEqual([25, 50])
  expect(await startBootstrap(request).result).toEqual(first)
})

it('a bootstrap can be cancelled and keeps what it has', async () => {
  const running = startBootstrap({ responses, model: 'rsm', replications: 100_000, seed: 4 }, () =>
    running.cancel(),
  )
  const found = await running.result
  if ('outcome' in found) throw new Error(found.sentence)
  expect(found.comparators.length).toBeGreaterThan(20)
  expect(found.comparators.length).toBeLessThan(100_000)
})
