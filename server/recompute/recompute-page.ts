import type { PersonRow } from '../../db/queries/people.ts'
import { assetUrl } from '../http/assets.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { staffShell } from '../http/staff-shell.ts'
import { averageEstimates } from '../measurement/value/average-estimates.ts'
import { numberText } from '../pictures/number-text.ts'
import { type AverageExample, examples, type TableExample } from './examples.ts'
import type { AveragePage, RecomputeForm, RecomputePage } from './pages.ts'
import { type ChoiceTexts, choiceTexts } from './read-choice.ts'
import { type RecomputeChoice, type Recomputed, recompute } from './recompute.ts'
import { resultOf } from './recompute-result.ts'

/** What a table of one's own was sent with. */
export interface Sent {
  table: string
  choice: ChoiceTexts
}

const empty: ChoiceTexts = { target: '', at: '0', error: '', rule: 'off' }

/** Returns the page with an empty form. */
export function startPage(person: PersonRow): RecomputePage {
  return {
    ...shell(person, 'Recompute a published study'),
    about: undefined,
    result: undefined,
    form: formOf({ table: '', choice: empty }),
  }
}

/** Returns the page of a table of one's own, or with what must be corrected in it. */
export function ownTablePage(
  person: PersonRow,
  sent: Sent,
  found: Recomputed | { problems: Problem[] },
): RecomputePage {
  if ('problems' in found) {
    const { problems } = found
    return {
      ...shell(person, 'Recompute a published study', true),
      about: undefined,
      result: undefined,
      form: formOf(sent, problems),
    }
  }
  return {
    ...shell(person, `${found.choice.target}: implied work RVU`),
    about: undefined,
    result: resultOf(found, undefined),
    form: formOf(sent),
  }
}

/** Returns the page of a published table, read as asked. */
export function examplePage(
  person: PersonRow,
  example: TableExample,
  choice: RecomputeChoice,
): RecomputePage {
  const base = `/recompute/examples/${example.name}`
  const found = recompute(example.table, choice)
  return {
    ...shell(person, `${choice.target}: implied work RVU, recomputed`, false, example.name),
    about: {
      source: example.source,
      remark: example.remark,
      others: example.others.map(({ label, change }) => ({
        label,
        href: base + queryOf({ ...example.choice, ...change }, example.choice),
      })),
    },
    result: resultOf(found, (picture) => `${base}/${picture}`, queryOf(choice, example.choice)),
    form: formOf({ table: example.table, choice: choiceTexts(choice) }),
  }
}

/** Returns the page of a published mean of estimates. */
export function averagePage(person: PersonRow, example: AverageExample): AveragePage {
  const mean = averageEstimates(example.parts.map((part) => part.value))
  if (mean.outcome !== 'value') throw new Error(`the example ${example.name} averages nothing`)
  return {
    ...shell(person, example.title, false, example.name),
    source: example.source,
    remark: example.remark,
    parts: example.parts.map(({ name, value }) => ({ name, value: numberText(value, 2) })),
    mean: numberText(mean.value, 2),
  }
}

/** The part of an address that says how a table is read; empty for the way it was published. */
export function queryOf(choice: RecomputeChoice, published: RecomputeChoice): string {
  const [texts, usual] = [choiceTexts(choice), choiceTexts(published)]
  const query = new URLSearchParams()
  for (const key of ['at', 'error', 'rule'] as const)
    if (texts[key] !== usual[key]) query.set(key, texts[key])
  return query.size === 0 ? '' : `?${query}`
}

function shell(person: PersonRow, heading: string, hasErrors = false, current?: string) {
  const staff = staffShell({ title: heading, person, current: 'Recompute', hasErrors })
  return {
    ...staff,
    css: [...staff.css, assetUrl('css/recompute.css')],
    heading,
    examples: examples.map(({ name, title }) => ({
      href: `/recompute/examples/${name}`,
      title,
      isCurrent: name === current,
    })),
  }
}

function formOf({ table, choice }: Sent, problems: Problem[] = []): RecomputeForm {
  const error = (field: string) => problemOf(problems, field)
  return {
    ...choice,
    table,
    problems,
    errorOf: { table: error('table'), target: error('target'), at: error('at'), error: error('error') },
  }
}
