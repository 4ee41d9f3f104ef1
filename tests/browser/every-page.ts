import { linkUrl } from '../../server/fieldwork/links.ts'
import { makeOpenLink } from '../../server/fieldwork/open-links.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { pauseStudy } from '../../server/studies/study-transitions.ts'
import { everyMedium } from '../support/every-medium.ts'
import { everyQuestion } from '../support/every-question.ts'
import type { GivenStudy } from '../support/given-study.ts'
import { surgeon } from '../support/surgeon.ts'
import { mainForm } from '../support/walk-survey.ts'
import { type GivenSite, givenSite } from './given-site.ts'

export interface KindOfPage {
  name: string
  url: string
}

/** One link at every kind of page a surgeon can meet, reached through the site's own forms. */
export async function everyPage(
  site: GivenStudy & { origin: string },
  language = 'en',
): Promise<KindOfPage[]> {
  const path = () => site.invite({ language })
  const at = async (step: string, then: [step: string, fields: string][] = []) => {
    const me = surgeon(site.app, path())
    await me.reach(step)
    for (const [to, fields] of then) await me.post(me.at(to), fields)
    return me
  }
  const finished = await at('done')
  const underway = await at('pairs/14')
  const withdrawn = await at('pairs/2', [['withdraw', '']])
  const refused = await at('consent', [['consent', 'consent=refused']])
  const shared = givenSharedLink(site, language)
  const declined = surgeon(site.app, path())
  await declined.post(declined.at('decline'), '')
  const fresh = path()
  const kinds: [string, string][] = [
    ['welcome', fresh],
    ['welcome of an open link', shared],
    ['personal link', await startByLink(site, shared)],
    ['welcome of a test', site.invite({ language, kind: 'test' })],
    ['welcome back', underway.at('').slice(0, -1)],
    ['decline', `${fresh}/decline`],
    ['declined', declined.at('declined')],
    ['consent', underway.at('consent')],
    ['disclosure', underway.at('disclosure')],
    ['procedure', underway.at('procedure/T1')],
    ['experience', underway.at('experience')],
    ['practice', underway.at('practice')],
    ['block', underway.at('blocks/1')],
    ['pair', underway.at('pairs/14')],
    ['pair answered', underway.at('pairs/13')],
    ['about', finished.at('about')],
    ['review', finished.at('review')],
    ['review before the end', (await at('review')).at('review')],
    ['done', finished.at('done')],
    ['stopped', underway.at('stopped')],
    ['withdraw', underway.at('withdraw')],
    ['withdrawn', withdrawn.at('withdrawn')],
    ['refused', refused.at('refused')],
    ['not eligible', (await notEligible(site, path())).at('not-eligible')],
    ['unknown link', '/r/unknown'],
    ['no such page', underway.at('nowhere')],
  ]
  return kinds.map(([name, to]) => ({ name, url: site.origin + to }))
}

function givenSharedLink({ context, definition }: GivenStudy, language: string): string {
  const { slug } = definition.societies[0]!
  makeOpenLink(
    context,
    { slug: 'endo', society: slug, language, onlySociety: null },
    'coordinator@society.example',
  )
  const { id } = context.queries.invitations.listOfStudy.all(1, 'open').at(-1)!
  return linkUrl(context, { id, generation: 1 }).slice(context.config.baseUrl.length)
}

/** Presses Start on a link that is handed around, and returns the page with the personal link. */
async function startByLink(site: GivenStudy, link: string): Promise<string> {
  const me = surgeon(site.app, link)
  const form = mainForm((await me.get(link)).html)!
  site.clock.now += 5000
  return (await me.post(form.action, form.fields.toString())).location!
}

async function notEligible(site: GivenStudy, link: string) {
  const me = surgeon(site.app, link)
  const { page } = site.definition.questions.find((question) => question.variable === 'is_spine_surgeon')!
  const step = page === 'procedure' ? 'procedure/T1' : page
  await me.reach(step)
  const answers = site.definition.questions
    .filter((question) => question.page === page)
    .map((question): [string, string] => [
      `q_${question.variable}`,
      question.variable === 'is_spine_surgeon' ? 'no' : (question.options?.[0]?.value ?? '1'),
    ])
  await me.post(me.at(step), Object.fromEntries(answers))
  return me
}

/** The pages that only other studies have: ratings, and two patients of one code. */
export async function pagesOfOtherStudies(
  language = 'en',
): Promise<{ pages: KindOfPage[]; close: () => Promise<void> }> {
  const sites = await Promise.all([
    givenSite('decision-factors-2024'),
    givenSite('one-code-or-several'),
    givenSite('cpt-0202t-2024'),
    givenSite(),
    givenSite(),
    givenSite('cpt-62380-2024', (definition, context) => {
      everyMedium(everyQuestion(definition), context)
    }),
    givenSite('one-code-or-several', (definition) => {
      everyQuestion(definition)
    }),
  ])
  const [ratings, several, bundles, closed, paused, every, everyOfTwo] = sites as [
    GivenSite,
    GivenSite,
    GivenSite,
    GivenSite,
    GivenSite,
    GivenSite,
    GivenSite,
  ]
  const reach = async (site: GivenSite, step: string) =>
    site.origin + (await surgeon(site.app, site.invite({ language })).reach(step))
  const closedLink = closed.url({ language })
  const closedPartly = await reach(closed, 'pairs/2')
  const closedDone = await reach(closed, 'done')
  const revoked = bundles.url({ language })
  bundles.context.db.exec('UPDATE invitation SET revoked_at = 1 WHERE id = (SELECT max(id) FROM invitation)')
  const pausedPartly = await reach(paused, 'pairs/2')
  pauseStudy(paused.context, 'endo', 'coordinator@society.example')
  closeStudy(closed.context, 'endo', 'coordinator@society.example')
  return {
    pages: [
      { name: 'rating', url: await reach(ratings, 'ratings/1') },
      { name: 'review of ratings', url: await reach(ratings, 'review') },
      { name: 'pair of two patients', url: await reach(several, 'pairs/1') },
      { name: 'experience with two patients', url: await reach(several, 'experience') },
      { name: 'pair with a bundle', url: await reach(bundles, 'pairs/1') },
      { name: 'closed', url: closedLink },
      { name: 'closed, partly answered', url: closedPartly },
      { name: 'closed, finished', url: closedDone },
      { name: 'revoked link', url: revoked },
      { name: 'paused', url: paused.url({ language }) },
      { name: 'paused, partly answered', url: pausedPartly },
      { name: 'procedure with pictures', url: await reach(every, 'procedure/T1') },
      { name: 'comparison with pictures', url: await reach(every, 'pairs/1') },
      { name: 'questions of every kind', url: await reach(every, 'experience') },
      { name: 'times', url: await reach(every, 'times') },
      { name: 'reference', url: await reach(every, 'reference') },
      { name: 'materials', url: await reach(every, 'materials') },
      { name: 'materials of two patients', url: await reach(everyOfTwo, 'materials') },
    ],
    close: async () => {
      for (const site of sites) await site.close()
    },
  }
}
