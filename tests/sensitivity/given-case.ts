import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { WideAnswers } from '../../server/results/answer-table.ts'
import type { Person, SensitivityCase } from '../../server/sensitivity/case.ts'

/** A respondent of whom nothing is known. */
export function givenPerson(pseudonym: string, known: Partial<Person> = {}): Person {
  return {
    pseudonym,
    society: 'alpha',
    language: 'en',
    performer: undefined,
    conflict: undefined,
    typical: undefined,
    specialty: undefined,
    unscored: 0,
    seconds: [],
    ...known,
  }
}

/** The reference survey of 150 surgeons and 10 comparators as a case: analysed as planned it reads 21.87. */
export function givenSurvey(describe: (row: number) => Partial<Person> = () => ({})): SensitivityCase {
  const folder = new URL('../fixtures/gold/', import.meta.url)
  const rows = readRows(new URL('survey_150x10_work.csv', folder))
  const known = readRows(new URL('survey_150x10_comparators.csv', folder))
  const ids = Object.keys(rows[0]!).filter((name) => /^C\d\d$/.test(name))
  const items = ids.map((id, index) => ({ id, workRvu: Number(known[index]!.work_rvu), isTarget: false }))
  const respondents = rows.map((_, row) => `S${String(row + 1).padStart(5, '0')}`)
  const scores = rows.map((row) =>
    ids.map((id) => (row[id] === '' || row[id] === 'NA' ? null : Number(row[id]))),
  )
  const table: WideAnswers = { kind: 'wide', items, respondents, scores }
  return {
    target: 'T1',
    targetName: '62380',
    reading: 'target',
    people: respondents.map((pseudonym, row) =>
      givenPerson(pseudonym, {
        unscored: scores[row]!.filter((score) => score === null).length,
        ...describe(row),
      }),
    ),
    primary: { slug: 'work_effort', name: 'Work effort', table },
    others: [],
    everybody: table,
    repeated: undefined,
    planned: {
      model: 'rsm',
      estimator: 'mml',
      ties: 'adjacent',
      completeRows: false,
      order: false,
      seed: 1,
      replications: 0,
    },
    itemNames: Object.fromEntries(ids.map((id) => [id, `code ${id}`])),
    groupNames: {
      society: { alpha: 'ALPHA', beta: 'BETA', gamma: 'GAMMA' },
      language: { en: 'English', es: 'Español' },
      specialty: { orthopaedic: 'Orthopaedic surgery', neurosurgery: 'Neurosurgery' },
    },
    smallCellThreshold: 5,
    withheldSocieties: [],
  }
}

function readRows(file: URL): Record<string, string>[] {
  return parse(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[]
}
