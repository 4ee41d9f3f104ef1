import type { Express } from 'express'
import { expect, test } from 'vitest'
import { studyPictures } from '../../server/findings/study-pictures.ts'
import { studyResult } from '../../server/findings/study-result.ts'
import { givenBrowser } from '../support/given-staff.ts'
import { givenAnswered } from './given-closed.ts'

/** What stands for the named parts of an address; where several make sense, all are tried. */
const parts: Record<string, string[]> = {
  slug: ['endo'],
  target: ['T1', 'ratings'],
  name: ['C01', 'T1'],
  construct: ['work_effort'],
  file: ['README.md'],
}

interface Layer {
  route?: { path: string | string[]; methods: Record<string, boolean> }
  handle?: { stack?: Layer[] }
}

/** Every address of a study that the program answers, as it stands in the routers; so a new one is tried too. */
function addressesOf(app: Express, pictures: string[]): string[] {
  const layers = (app as unknown as { router: { stack: Layer[] } }).router.stack
  const paths = layers
    .flatMap((layer) => layer.handle?.stack ?? [])
    .flatMap(({ route }) => (route?.methods.get ? [route.path].flat() : []))
    .filter((path) => typeof path === 'string' && path.startsWith('/studies/:slug'))
  const valuesOf = (name: string, path: string): string[] => {
    if (name === 'picture') return pictures
    if (name === 'kind') return path.includes('.:kind') ? ['csv', 'svg'] : ['item', 'respondent']
    return parts[name] ?? ['1']
  }
  return [...new Set(paths)].flatMap((path) => filled([path], (name) => valuesOf(name, path)))
}

function filled(paths: string[], valuesOf: (name: string) => string[]): string[] {
  const [first] = paths
  const named = /[:*](\w+)/.exec(first!)
  if (!named) return paths
  const next = paths.flatMap((path) => valuesOf(named[1]!).map((value) => path.replace(named[0], value)))
  return filled(next, valuesOf)
}

test('no address of a live study gives an estimate, a measure or a raw share of answers, to any role', async () => {
  const given = givenAnswered({ live: true, respondents: 40 })
  given.context.db.exec('SAVEPOINT peek')
  given.close()
  const result = studyResult(given.context, given.study())
  const pictures = studyPictures(result).map(({ name }) => name)
  given.context.db.exec('ROLLBACK TO peek; RELEASE peek')
  const secrets = result.findings.flatMap(({ result, values }) => [
    ...values.flatMap((value) =>
      'outcome' in value
        ? []
        : [value.predicted.toFixed(value.decimals + 1), value.predicted.toFixed(3), String(value.predicted)],
    ),
    ...Object.values(result.items).flatMap(({ location }) => [location!.toFixed(3), String(location)]),
  ])
  const addresses = addressesOf(given.app, pictures)
  for (const known of [
    '/studies/endo/results',
    '/studies/endo/results/T1',
    '/studies/endo/quality',
    '/studies/endo/sensitivity',
    `/studies/endo/pictures/${pictures[0]}.csv`,
  ])
    expect(addresses).toContain(known)
  for (const role of ['owner', 'coordinator', 'analyst', 'auditor'] as const) {
    const browser = await givenBrowser(given.context, given.app, role)
    for (const address of addresses) {
      const { status, text = '' } = await browser.get(address)
      expect(status, address).toBeLessThan(500)
      // The design page shows measures that were simulated before any answer; it knows none.
      for (const secret of secrets)
        expect(text.includes(secret), `${role} ${address} shows ${secret}`).toBe(false)
      expect(text, `${role} ${address}`).not.toMatch(/infit|implied wRVU<\/th>|class="bar"/i)
    }
  }
})
