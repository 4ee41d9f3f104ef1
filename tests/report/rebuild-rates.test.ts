import { load } from 'cheerio'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { cutIdentity } from '../../server/fieldwork/cut-identity.ts'
import { erasePerson } from '../../server/fieldwork/erase-person.ts'
import { allJobsEnded } from '../../server/jobs/jobs.ts'
import { startRespondent } from '../../server/respond/start-respondent.ts'
import { closeStudy } from '../../server/studies/lifecycle.ts'
import { givenArchive } from '../exports/support.ts'
import { givenAnswered } from '../findings/given-closed.ts'
import { givenBrowser, wordsOf } from '../support/given-staff.ts'

type Line = Record<
  'stage' | 'society' | 'wave' | 'language' | 'n' | 'of_stage' | 'of_n' | 'level' | 'route',
  string
>
type Reached =
  | 'listed'
  | 'declined'
  | 'bounced'
  | 'started'
  | 'refused'
  | 'ineligible'
  | 'judged'
  | 'completed'

const societies = ['isass', 'siccmi', 'amcico', 'ismiss', 'sbc', 'smiss', 'komiss']
const languages = ['en', 'es', 'pt', 'ko'] as const

/**
 * Seven societies in four languages: members of two waves who stop everywhere, declined, bounced, opted out or were
 * erased, people of open links, and cells of one or two.
 */
function givenSevenSocieties() {
  const given = givenAnswered({
    live: true,
    respondents: 70,
  })
  const { context, clock, studyId } = given
  const study = context.queries.studies.findById.get(studyId)!
  let members = 0
  const add = (
    kind: 'member' | 'open',
    society: string,
    language: string,
    wave: number,
    reached: Reached,
  ) => {
    const { invitations, respondents, judgements } = context.queries
    const email = kind === 'member' ? `added-${++members}@society.example` : null
    const row = invitations.insert.run(studyId, kind, email, '', language, society, wave, clock.now)
    const invitation = invitations.find.get(Number(row.lastInsertRowid))!
    const mailed = reached === 'bounced' ? 'bounced' : 'accepted'
    if (kind === 'member')
      context.db.prepare('UPDATE invitation SET mail_status = ? WHERE id = ?').run(mailed, invitation.id)
    if (reached === 'declined')
      context.db.prepare('UPDATE invitation SET declined_at = 1 WHERE id = ?').run(invitation.id)
    if (reached === 'listed' || reached === 'declined' || reached === 'bounced') return invitation
    const { id } = startRespondent(context, { study, invitation, language: 'en', device: 'phone' })
    if (reached === 'started') return invitation
    respondents.setConsent.run(reached === 'refused' ? 'refused' : 'agreed', clock.now, id)
    if (reached === 'refused') return invitation
    respondents.setEligible.run(reached === 'ineligible' ? 0 : 1, clock.now, id)
    if (reached === 'ineligible') return invitation
    judgements.save.run(id, 1, 'more', 'en', clock.now, null)
    if (reached === 'completed') respondents.setCompleted.run(clock.now, id)
    return invitation
  }
  const ends: Reached[] = [
    'listed',
    'listed',
    'listed',
    'declined',
    'bounced',
    'started',
    'judged',
    'completed',
  ]
  societies.forEach((society, one) => {
    languages.forEach((language, two) => {
      for (let n = 0; n < 2 + ((one * 5 + two * 3) % 9); n++)
        add('member', society, language, n % 5 === 4 ? 2 : 1, ends[(one + two + n) % ends.length]!)
    })
  })
  for (let n = 0; n < 9; n++) add('open', 'smiss', 'es', 1, n < 6 ? 'completed' : 'judged')
  for (let n = 0; n < 2; n++) add('open', 'komiss', 'ko', 1, 'completed')
  for (const reached of ['refused', 'refused', 'ineligible'] as const)
    add('member', 'isass', 'en', 1, reached)
  const leaves = add('member', 'isass', 'en', 1, 'completed')
  context.db.prepare(`INSERT INTO opt_out (email, at) VALUES ('added-1@society.example', 1)`).run()
  erasePerson(
    context,
    { slug: 'endo', invitationId: leaves.id, onlySociety: null },
    true,
    'c@society.example',
  )
  // A member of two societies has one invitation: the second list finds the address taken.
  expect(() => add('member', 'sbc', 'pt', 1, 'listed')).not.toThrow()
  expect(() =>
    context.queries.invitations.insert.run(
      studyId,
      'member',
      'added-1@society.example',
      '',
      'pt',
      'sbc',
      1,
      1,
    ),
  ).toThrow(/UNIQUE/)
  closeStudy(context, 'endo', 'coordinator@society.example')
  return given
}

const names: Record<string, string> = { not_bounced: 'not bounced', judged: '≥ 1 judgement' }
const percent = (n: number, of: number) => `${Math.round((100 * n) / of)} %`

/** Every rate that the exported file allows, by hand: a spreadsheet could do it. */
function ratesOf(csv: string): { rates: Set<string>; response: string | undefined; lines: Line[] } {
  const lines = (parse(csv, { columns: true, bom: true }) as Line[]).filter(({ level }) => level === 'all')
  const at = (stage: string, route: string) =>
    lines.find((line) => line.stage === stage && line.route === route)?.n
  const rates = new Set(
    lines
      .filter(
        ({ n, of_n, route, stage }) => n && Number(of_n) > 0 && (route === 'all' || stage === 'started'),
      )
      .map(
        ({ n, of_n, of_stage }) =>
          `${percent(Number(n), Number(of_n))} of ${of_n} ${names[of_stage] ?? of_stage}`,
      ),
  )
  const [completed, listed] = [at('completed', 'personal'), at('listed', 'personal')]
  const response =
    completed && listed ? `${percent(Number(completed), Number(listed))} of ${listed} listed` : undefined
  return { rates, response, lines }
}

const printed =
  /\d+ % of \d+ (?:listed|mailed|not bounced|started|consented|eligible|≥ 1 judgement|completed)/g

test('every rate in the report can be rebuilt from the exported funnel alone, before the cut and after it', async () => {
  const { context, app } = givenSevenSocieties()
  const auditor = await givenBrowser(context, app, 'auditor')
  const look = async () => {
    await auditor.get('/studies/endo/report')
    await allJobsEnded(context)
    const html = await auditor.get('/studies/endo/report')
    const markdown = (await auditor.get('/studies/endo/report.md')).text
    const archive = givenArchive(context, { slug: 'endo' })
    return {
      html: html.text,
      words: wordsOf(html.text.replaceAll('<', ' <')),
      markdown,
      archive,
      csv: archive.text('funnel.csv'),
    }
  }
  const check = ({ html, words, markdown, archive, csv }: Awaited<ReturnType<typeof look>>) => {
    const { rates, response, lines } = ratesOf(csv)
    expect(response).toBeDefined()
    for (const text of [words, markdown]) {
      const found = text.match(printed) ?? []
      expect(found.length).toBeGreaterThan(15)
      for (const rate of found) expect([...rates, response], rate).toContain(rate)
      for (const rate of [...rates, response!]) expect(text).toContain(rate)
      expect(text).toContain(`completed by a personal link, ${response}`)
      expect(text).toContain('no denominator: nobody knows how many saw the link')
    }
    // The counts of the table too, stage by stage.
    const $ = load(html)
    const table = $('table')
      .filter((_, one) => $(one).text().includes('Participants by stage'))
      .first()
    const counts = table
      .find('tbody tr')
      .toArray()
      .map((row) =>
        $(row)
          .find('th, td')
          .toArray()
          .map((cell) => $(cell).text().trim()),
      )
    const rowNames: Record<string, [string, string]> = {
      Listed: ['listed', 'all'],
      Mailed: ['mailed', 'all'],
      'Not bounced': ['not_bounced', 'all'],
      'Started by personal link': ['started', 'personal'],
      'Started by open link': ['started', 'open'],
      'Started in all': ['started', 'all'],
      Consented: ['consented', 'all'],
      Completed: ['completed', 'all'],
      Analysed: ['analysed', 'all'],
    }
    for (const [name, [stage, route]] of Object.entries(rowNames)) {
      const n = lines.find((line) => line.stage === stage && line.route === route)!.n
      expect(counts.find(([first]) => first === name)![1], name).toBe(n === '' ? 'withheld' : n)
    }
    // Whoever was erased is told among those left out: the stages and the reasons are of the same people.
    const startedN = Number(lines.find((line) => line.stage === 'started' && line.route === 'all')!.n)
    const told = [...words.matchAll(/\d+ (?:surgeons|respondents) of (\d+) who started/g)].map(([, n]) =>
      Number(n),
    )
    expect(new Set(told)).toEqual(new Set([startedN]))
    expect(words).toContain('answers erased at their request')
    // What the bundle's README works out is what its file gives.
    const readme = archive.text('README.md')
    const [, over, under, share] = /Here: (\d+) \/ (\d+) = (\d+ %)\./.exec(readme)!
    expect(`${percent(Number(over), Number(under))} of ${under} listed`).toBe(response)
    expect(share).toBe(percent(Number(over), Number(under)))
    return csv
  }
  const before = check(await look())
  expect(before).toMatch(/^started,\w+,1,ko,,listed,\d*,cell,personal$/m)
  // The page's own file holds the same lines.
  const page = (await auditor.get('/studies/endo/fieldwork.csv')).text
  for (const { stage, n, route } of ratesOf(before).lines)
    expect(page).toMatch(new RegExp(`^funnel,,,,${stage},${n},\\w*,\\d*,all,${route}$`, 'm'))
  cutIdentity(context, 'endo', 'endo', 'coordinator@society.example')
  expect(check(await look())).toBe(before)
})

test('levels add up to each other where nothing is withheld', async () => {
  const { context, app } = givenSevenSocieties()
  const owner = await givenBrowser(context, app, 'owner')
  const text = (await owner.get('/studies/endo/fieldwork-all-counts.csv')).text
  const lines = (
    parse(text, { columns: true, bom: true }) as (Line & { part: string; what: string })[]
  ).filter(({ part }) => part === 'funnel')
  expect(lines.every(({ n }) => n !== '')).toBe(true)
  const sum = (level: string, what: string, routes: string[]) =>
    lines
      .filter((line) => line.level === level && line.what === what && routes.includes(line.route))
      .reduce((total, { n }) => total + Number(n), 0)
  for (const what of ['listed', 'mailed', 'started', 'completed', 'analysed']) {
    const all = sum('all', what, ['all'])
    expect(sum('cell', what, ['personal', 'open']), what).toBe(all)
    for (const level of ['society', 'language', 'wave', 'all']) {
      expect(sum(level, what, ['personal', 'open']), `${what} by ${level}`).toBe(all)
      expect(sum(level, what, ['all']), `${what} by ${level}`).toBe(all)
    }
  }
})
