import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  deleteDataset,
  listDatasets,
  makeDataset,
  requireDatasetFile,
} from '../../server/exports/datasets.ts'
import { Refusal } from '../../server/refusal.ts'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { sha256 } from '../../server/studies/canonical-json.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenFolder } from './support.ts'

const request = { slug: 'small', include: 'completed', mode: 'live', flavour: 'script' } as const
const habits = { partial: 0.2, cannot: 0.1, ties: 0.3, orderEffect: 0.1, careless: 0.1 }

function givenStudyOnDisk() {
  const folder = givenFolder()
  const given = givenContext({
    file: join(folder, 'comparand.db'),
    env: { COMPARAND_DATA: folder },
  })
  givenLiveStudy(given.context, 'small', smallStudy())
  return { ...given, folder }
}

test('a dataset is built in a thread of its own and recorded with its hash', async () => {
  const { context, folder } = givenStudyOnDisk()
  simulateStudy(context, { slug: 'small', respondents: 20, seed: 1, habits, chunk: 20 })
  const made = await makeDataset(context, request, 'analyst@example.org')
  const study = context.queries.studies.findBySlug.get('small')!
  expect(listDatasets(context, study.id)).toEqual([made])
  const { path } = requireDatasetFile(context, study.id, made.id, 'manifest.json')
  expect(sha256(readFileSync(path, 'utf8'))).toBe(made.sha256)
  const judgements = requireDatasetFile(context, study.id, made.id, 'judgements.csv').path
  expect(readFileSync(judgements, 'utf8')).toContain('small,1,live,S')
  expect(readdirSync(join(folder, 'datasets'))).toEqual([String(made.id)])
})

test('answers are saved while an export runs', async () => {
  const { context, clock } = givenStudyOnDisk()
  simulateStudy(context, { slug: 'small', respondents: 300, seed: 1, habits, chunk: 300 })
  let done = false
  const building = makeDataset(context, request, 'analyst@example.org').finally(() => {
    done = true
  })
  let saved = 0
  while (!done) {
    givenRespondent(context, clock, {
      slug: 'small',
      email: `late-${saved}@example.org`,
      responses: { C01: 'more', C02: 'equal', C03: 'less' },
      answers: { is_surgeon: 'yes' },
    })
    saved++
    await new Promise(setImmediate)
  }
  const made = await building
  expect(saved).toBeGreaterThan(1)
  expect(made.manifest.respondents.listed).toBeLessThan(300 + saved)
})

test('a dataset that cannot be built leaves no record and no file', async () => {
  const { context, folder } = givenStudyOnDisk()
  await expect(makeDataset(context, { ...request, mode: 'test' }, 'analyst@example.org')).rejects.toThrow(
    Refusal,
  )
  expect(context.queries.datasets.listOfStudy.all(1)).toEqual([])
  expect(readdirSync(join(folder, 'datasets'))).toEqual([])
})

test('only files named in the manifest can be asked for', async () => {
  const { context, folder } = givenStudyOnDisk()
  const made = await makeDataset(context, request, 'analyst@example.org')
  const ask = (study: number, name: string) => () => requireDatasetFile(context, study, made.id, name)
  expect(existsSync(join(folder, 'comparand.db'))).toBe(true)
  expect(ask(1, '../../comparand.db')).toThrow(Refusal)
  expect(ask(1, 'nothing.csv')).toThrow(Refusal)
  expect(ask(2, 'judgements.csv')).toThrow(Refusal)
  expect(ask(1, 'wide/work_effort.csv')().path).toContain('work_effort.csv')
})

test('the files of a deleted dataset go while the program does other things, and at its next start at the latest', async () => {
  const { context, folder } = givenStudyOnDisk()
  const made = await makeDataset(context, request, 'analyst@example.org')
  const left = () => readdirSync(join(folder, 'datasets'))
  const deleting = deleteDataset(context, 'small', made.id, 'owner@example.org')
  // Nothing was taken away yet, but nothing can be found any more either.
  expect(left()).toEqual([expect.stringMatching(/^\.unrecorded-/)])
  expect(() => requireDatasetFile(context, 1, made.id, 'judgements.csv')).toThrow(Refusal)
  await deleting
  expect(left()).toEqual([])
  await deleteDataset(context, 'small', made.id, 'owner@example.org')
})
