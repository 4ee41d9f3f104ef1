import { load } from 'cheerio'
import { parse } from 'csv-parse/sync'
import type { FunnelRow } from '../../server/fieldwork/funnel.ts'
import { type FunnelStage, funnelStages, mailStages } from '../../server/fieldwork/funnel-stages.ts'
import { findNumbers, type Statement } from '../support/solve-counts.ts'

type Cell = Pick<FunnelRow, 'society' | 'wave' | 'language' | 'route'>
export type Place = Partial<Cell>
/** A stage; analyses are counted by each file for itself. */
export type Counted = FunnelStage | `analysed ${string}`

export const upToEnd = funnelStages.map(({ stage }) => stage).filter((stage) => stage !== 'analysed')
const parents: Partial<Record<FunnelStage, FunnelStage>> = {
  mailed: 'listed',
  not_bounced: 'mailed',
  started: 'listed',
  consented: 'started',
  eligible: 'consented',
  judged: 'eligible',
  completed: 'judged',
}
const leaving = [
  ['started', 'consented'],
  ['consented', 'eligible'],
  ['eligible', 'judged'],
  ['judged', 'completed'],
] as const
const many = 1_000_000

/** Somebody who collects all numbers that can be read, and then asks what else follows from them. */
export class Attacker {
  readonly #cells: Cell[]
  readonly #truth: number[] = []
  readonly #unknowns = new Map<string, number>()
  readonly #statements: Statement[] = []
  readonly #said = new Set<string>()
  readonly #analyses: Counted[] = []

  constructor(rows: readonly FunnelRow[]) {
    const cells = rows.map(({ society, wave, language, route }) => ({ society, wave, language, route }))
    this.#cells = [...new Map(cells.map((cell) => [JSON.stringify(cell), cell])).values()]
    this.#cells.forEach((cell, at) => {
      for (const stage of upToEnd) if (this.#has(cell, stage)) this.#add(at, stage, rowOf(rows, cell, stage))
      for (const stage of upToEnd) {
        const parent = parents[stage]
        if (parent !== undefined && this.#has(cell, stage) && this.#has(cell, parent))
          this.#order(at, parent, stage)
      }
    })
  }

  /** An analysis with its own count of whom it takes, of those who reached a stage. */
  addAnalysis(name: string, of: 'started' | 'completed', rows: readonly FunnelRow[]): void {
    this.#analyses.push(`analysed ${name}`)
    this.#cells.forEach((cell, at) => {
      this.#add(at, `analysed ${name}`, rowOf(rows, cell, 'analysed'))
      this.#order(at, of, `analysed ${name}`)
    })
  }

  /** A number that can be read; undefined is withheld, which means that there is somebody (not so of analyses). */
  read(place: Place, stage: Counted, n: number | undefined): void {
    if (n !== undefined && n !== this.true(place, stage))
      throw new Error(`${stage} of ${JSON.stringify(place)} is told as ${n}`)
    if (n === undefined && stage.startsWith('analysed')) return
    this.#state(this.#terms(place, stage), n ?? 1, n ?? many)
  }

  /** Everything from the start on, as the files of answers have it. */
  readRows(): void {
    this.#cells.forEach((cell) => {
      for (const stage of upToEnd) if (!mailStages.has(stage)) this.read(cell, stage, this.true(cell, stage))
    })
  }

  true(place: Place, ...stages: Counted[]): number {
    const [first, second] = stages.map((stage) =>
      this.#terms(place, stage).reduce((sum, [unknown]) => sum + this.#truth[unknown]!, 0),
    )
    return first! - (second ?? 0)
  }

  /** Tells whether a count, or the difference of two, follows from everything read. */
  knows(place: Place, stage: Counted, less?: Counted): boolean | 'undecided' {
    const terms = [
      ...this.#terms(place, stage),
      ...(less ? this.#terms(place, less).map(([unknown]) => [unknown, -1] as const) : []),
    ]
    const n = less ? this.true(place, stage, less) : this.true(place, stage)
    const most = 3 + Math.max(...this.#truth)
    const find = (least: number, to: number) =>
      findNumbers([...this.#statements, { terms, least, most: to }], this.#truth, most)
    const more = find(n + 1, many)
    if (more instanceof Int32Array) return false
    const fewer = find(-many, n - 1)
    if (fewer instanceof Int32Array) return false
    return more === 'undecided' || fewer === 'undecided' ? 'undecided' : true
  }

  /** Every place of which something is published. */
  places(): Place[] {
    const all = this.#cells.flatMap(({ society, wave, language, route }): Place[] => {
      const totals: Place[] = [{}, { society }, { language }, { wave }]
      return [...totals, ...totals.map((place) => ({ ...place, route })), { society, wave, language, route }]
    })
    return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()]
  }

  /** Everything that is protected: small counts, and how few did not start or left at one stage of a part. */
  protectedNumbers(threshold: number): [Place, Counted, Counted?][] {
    const isSmall = (n: number) => n > 0 && n < threshold
    return this.places().flatMap((place): [Place, Counted, Counted?][] => {
      const pairs: [Counted, Counted][] = [
        ...(this.isListed(place)
          ? ([...mailStages] as const).map((one): [Counted, Counted] => [one, 'started'])
          : []),
        ...(this.true(place, 'started') === this.true({}, 'started')
          ? []
          : leaving.map(([one, other]): [Counted, Counted] => [one, other])),
      ]
      return [
        ...[...upToEnd, ...this.#analyses]
          .filter((stage) => isSmall(this.true(place, stage)))
          .map((stage): [Place, Counted] => [place, stage]),
        ...pairs
          .filter(([one, other]) => isSmall(this.true(place, one, other)))
          .map(([one, other]): [Place, Counted, Counted] => [place, one, other]),
      ]
    })
  }

  /** Tells whether everybody who started at a place was on a list, so that one can subtract. */
  isListed(place: Place): boolean {
    return this.#in(place).every((at) => {
      const cell = this.#cells[at]!
      return cell.route === 'personal' || this.true(cell, 'started') === 0
    })
  }

  #in(place: Place): number[] {
    const keys = (Object.keys(place) as (keyof Cell)[]).filter((key) => place[key] !== undefined)
    return this.#cells.flatMap((cell, at) => (keys.every((key) => cell[key] === place[key]) ? [at] : []))
  }

  #terms(place: Place, stage: Counted): (readonly [number, 1])[] {
    return this.#in(place).flatMap((at) => {
      const unknown = this.#unknowns.get(`${at} ${stage}`)
      return unknown === undefined ? [] : [[unknown, 1] as const]
    })
  }

  #add(at: number, stage: Counted, truth: number): void {
    this.#unknowns.set(`${at} ${stage}`, this.#truth.push(truth) - 1)
  }

  #order(at: number, more: Counted, less: Counted): void {
    const [one, other] = [more, less].map((stage) => this.#unknowns.get(`${at} ${stage}`)!)
    this.#state(
      [
        [one!, 1],
        [other!, -1],
      ],
      0,
      many,
    )
  }

  #state(terms: Statement['terms'], least: number, most: number): void {
    const key = JSON.stringify([terms, least, most])
    if (!this.#said.has(key)) this.#statements.push({ terms, least, most })
    this.#said.add(key)
  }

  #has(cell: Cell, stage: FunnelStage): boolean {
    return cell.route === 'personal' || !mailStages.has(stage)
  }
}

function rowOf(rows: readonly FunnelRow[], cell: Cell, stage: FunnelStage): number {
  const keys = Object.keys(cell) as (keyof Cell)[]
  return rows.find((row) => row.stage === stage && keys.every((key) => row[key] === cell[key]))?.n ?? 0
}

/** Reads funnel.csv, or the funnel of fieldwork.csv; `analysis` names whose analysis it counts. */
export function readFunnelFile(attacker: Attacker, csv: string, analysis: string): void {
  const lines = parse(csv, { columns: true, bom: true }) as Record<string, string>[]
  for (const { part, stage, what, society, wave, language, route, n, of_stage, of, of_n } of lines) {
    if (part !== undefined && part !== 'funnel') continue
    const place: Place = {
      ...(society ? { society } : {}),
      ...(wave ? { wave: Number(wave) } : {}),
      ...(language ? { language } : {}),
      ...(route && route !== 'all' ? { route: route as Cell['route'] } : {}),
    }
    const name = (stage ?? what)!
    const counted = (one: string) => (one === 'analysed' ? `analysed ${analysis}` : one) as Counted
    attacker.read(place, counted(name), n === '' ? undefined : Number(n))
    if (of_n) attacker.read(place, counted((of_stage ?? of)!), Number(of_n))
  }
}

/** Reads the tables of the field-work page. */
export function readFunnelPage(attacker: Attacker, html: string): void {
  const $ = load(html)
  const stageOf = (name: string): [FunnelStage, Place] | undefined => {
    const plain = funnelStages.find((one) => one.name === name)
    if (plain) return [plain.stage, {}]
    const route = /^Started by (personal|open) link$/.exec(name)?.[1]
    if (route) return ['started', { route: route as Cell['route'] }]
    return name === 'Started in all' ? ['started', {}] : undefined
  }
  const tell = (place: Place, name: string, text: string) => {
    const found = stageOf(name)
    if (!found) return
    const [stage, route] = found
    const n = /^\d+/.exec(text)?.[0]
    attacker.read(
      { ...place, ...route },
      stage === 'analysed' ? 'analysed page' : stage,
      n ? Number(n) : undefined,
    )
  }
  $('table.funnel tbody tr').each((_, row) => {
    tell({}, $(row).find('th').contents().first().text().trim(), $(row).find('td').first().text().trim())
  })
  $('table.shares').each((_, table) => {
    const dimension = $(table).find('thead th').first().text().trim()
    $(table)
      .find('tbody tr')
      .each((_, row) => {
        const name = $(row).find('th').text().trim()
        const languages: Record<string, string> = { English: 'en', Português: 'pt' }
        const place: Place =
          dimension === 'society'
            ? { society: name.toLowerCase() }
            : dimension === 'wave'
              ? { wave: Number(name.slice(5)) }
              : { language: languages[name] ?? name }
        $(row)
          .find('td')
          .each((_, cell) =>
            tell(
              place,
              $(cell).attr('data-label')!,
              $(cell).find('span').first().contents().first().text().trim(),
            ),
          )
      })
  })
}
