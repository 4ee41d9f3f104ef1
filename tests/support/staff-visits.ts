import { createApp } from '../../server/app.ts'
import type { Context } from '../../server/context.ts'
import { makeDataset } from '../../server/exports/datasets.ts'
import { type StaffRoute, staffRoutesOf } from '../../server/http/staff-router.ts'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { closeStudy, createStudy, openTesting, publishStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

/** A study in each state a page may be asked about, by short name. */
export const states = ['draft', 'testing', 'fresh', 'live', 'closed'] as const
export type State = (typeof states)[number]

/** Fills a context with a study in each state; the closed one has a dataset. */
export async function givenEveryState(context: Context): Promise<ReturnType<typeof createApp>> {
  const actor = 'coordinator@society.example'
  for (const slug of states) createStudy(context, slug, requireTemplate('cpt-62380-2024'), actor)
  openTesting(context, 'testing', actor)
  const habits = { partial: 0.2, cannot: 0.03, ties: 0.3, orderEffect: 0, careless: 0 }
  for (const slug of ['fresh', 'live', 'closed']) publishStudy(context, slug, actor)
  for (const slug of ['live', 'closed'])
    simulateStudy(context, { slug, respondents: 24, seed: 1, habits, chunk: 24 })
  closeStudy(context, 'closed', actor)
  const request = { slug: 'closed', include: 'completed', mode: 'live', flavour: 'script' } as const
  await makeDataset(context, request, actor)
  return createApp(context)
}

export interface Visit {
  route: StaffRoute
  state: State | undefined
  path: string
  /** every part of the address names something that is there */
  isReal: boolean
}

/** What stands in an address: `:dataset` and the like; a part not named here is filled with 1 and may be missing. */
const parts: Record<string, string> = { dataset: '1', '*file': 'README.md' }

/** The same where an address has names of its own. */
const partsOf: Record<string, Record<string, string>> = {
  '/recompute/examples/:name': { name: '62380' },
  '/recompute/examples/:name/:picture.:kind': { name: '62380', picture: 'regression', kind: 'csv' },
  '/studies/:slug/fieldwork/flow.:kind': { kind: 'svg' },
  '/studies/:slug/pictures/:picture.:kind': { picture: 'times', kind: 'csv' },
  '/studies/:slug/quality/:kind/:name': { kind: 'item', name: 'C01' },
  '/studies/:slug/report/:picture': { picture: 'participants.svg' },
}

/** Every address of a GET staff page, as the site's own route tables have them, in every state of a study. */
export function everyVisit(app: ReturnType<typeof createApp>): Visit[] {
  const routes = staffRoutesOf(app as unknown as { router: unknown }).filter(({ method }) => method === 'get')
  return routes.flatMap((route) => {
    const asked = route.path.includes(':slug') ? states : [undefined]
    return asked.map((state) => {
      let isReal = true
      const path = route.path.replaceAll(/:(\w+)|(\*\w+)/g, (_, name: string | undefined, rest) => {
        if (name === 'slug') return state!
        const value = { ...parts, ...partsOf[route.path] }[name ?? rest]
        if (value === undefined) isReal = false
        return value ?? '1'
      })
      return { route, state, path, isReal }
    })
  })
}
