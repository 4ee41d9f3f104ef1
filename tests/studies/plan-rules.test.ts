import { describe, expect, test } from 'vitest'
import { canonicalJson, sha256 } from '../../server/studies/canonical-json.ts'
import { type Definition, readDefinition } from '../../server/studies/definition.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenArchive } from '../exports/support.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'

function withPlan(plan: Partial<Definition['plan']>): Definition {
  const study = smallStudy()
  return { ...study, plan: { ...study.plan, ...plan } }
}

function faults(plan: Partial<Definition['plan']>): string[] {
  const read = readDefinition(withPlan(plan))
  return read.ok ? [] : read.problems.map(({ path, expected }) => `${path}: ${expected}`)
}

describe('a plan the program could not follow is a fault of the definition', () => {
  test('a model, estimator and tie rule that do not go together', () => {
    expect(faults({ tieRule: 'left_out' })[0]).toMatch(/^plan\.model: .*need the paired model/)
    expect(faults({ model: 'paired', estimator: 'mml' })[0]).toMatch(/maximum likelihood/)
    expect(faults({ model: 'paired', estimator: 'ml', tieRule: 'half_points' })).toEqual([])
  })

  test('a rule about a question that is not asked, or a value it does not have', () => {
    const rule = (variable: string, values: string[]) =>
      faults({ exclusionRules: [{ rule: 'answered', variable, values }] })
    expect(rule('no_such', ['yes'])[0]).toMatch(/^plan\.exclusionRules\[0\]: Name a question with choices/)
    expect(rule('cases', ['yes'])[0]).toMatch(/Name a question with choices/)
    expect(rule('is_surgeon', ['maybe'])[0]).toMatch(/Name values of that question/)
    expect(rule('is_surgeon', ['no'])).toEqual([])
  })

  test('a rule that would leave everybody out', () => {
    expect(faults({ exclusionRules: [{ rule: 'fewer_judgements_than', judgements: 6 }] })).toEqual([])
    expect(faults({ exclusionRules: [{ rule: 'fewer_judgements_than', judgements: 7 }] })[0]).toMatch(
      /At most 6/,
    )
  })

  test('definitions made before are as they were, with the same hash', () => {
    const template = requireTemplate('cpt-62380-2024')
    const read = readDefinition(JSON.parse(JSON.stringify(template)))
    if (!read.ok) throw new Error('the template has faults')
    expect(sha256(canonicalJson(read.definition.plan))).toBe(sha256(canonicalJson(template.plan)))
  })
})

test('the rules of the plan leave people out of every analysis file, and exclusions.csv says so', () => {
  const { context, clock } = givenContext()
  const rules: Definition['plan']['exclusionRules'] = [
    { rule: 'fewer_judgements_than', judgements: 5 },
    { rule: 'answered', variable: 'tools', values: ['laser'] },
  ]
  givenLiveStudy(context, 'small', withPlan({ exclusionRules: rules }))
  const sit = (email: string, responses: object, tools: string[] = []) =>
    givenRespondent(context, clock, {
      slug: 'small',
      email,
      responses: responses as never,
      answers: { is_surgeon: 'yes', tools },
    }).pseudonym
  const kept = sit('a@example.org', { C01: 'more', C02: 'equal', C03: 'less' })
  const few = sit('b@example.org', { C01: 'cannot', C02: 'cannot', C03: 'less' })
  const laser = sit('c@example.org', { C01: 'more', C02: 'equal', C03: 'less' }, ['laser'])
  const { rows } = givenArchive(context, { programs: true })
  const listed = (name: string) => [...new Set(rows(name).map((row) => row.respondent))]
  expect(listed('r/answers.csv')).toEqual([kept])
  expect(listed('judgements.csv').sort()).toEqual([kept, few, laser].sort())
  const reasons = Object.fromEntries(
    rows('exclusions.csv').map((row) => [row.respondent, `${row.reason} ${row.by_role}`]),
  )
  expect(reasons).toEqual({
    [few]: 'fewer than 5 judgements (plan) plan',
    [laser]: 'answered tools with laser (plan) plan',
  })
  expect(rows('analysis/analyses.csv').every((row) => row.exploratory === '')).toBe(true)
})
