/**
 * Writes docs/coverage.md: coverage of nominal 95 % intervals by seeded simulation.
 * Run with `node tests/validation/make-coverage.ts`; it takes some minutes.
 */
import { writeFileSync } from 'node:fs'
import { randomStream } from '../../server/measurement/numeric/random.ts'
import { fitConditional } from '../../server/measurement/person-item/fit-conditional.ts'
import { fitMarginal } from '../../server/measurement/person-item/fit-marginal.ts'
import { itemEstimates, meanLocation } from '../../server/measurement/person-item/item-estimates.ts'
import { toResponses } from '../../server/measurement/person-item/responses.ts'
import { drawSurvey } from '../../server/measurement/simulate/draw-survey.ts'
import { type SimulationPlan, USUAL_PLAN } from '../../server/measurement/simulate/plan.ts'
import { simulateStudy } from '../../server/measurement/simulate/simulate-study.ts'
import { chainIntervals } from '../../server/measurement/value/chain-intervals.ts'
import { starDraws } from '../../server/measurement/value/measure-draws.ts'
import { ownMeasureVariance } from '../../server/measurement/value/regression-line.ts'

const REPLICATIONS = 1000
const CHAIN_REPLICATIONS = 600
const CHAIN_DRAWS = 200
const NORMAL_95 = 1.959963984540054

type Row = { name: string; share: number; error: number; n: number }

const STUDIES: [string, Partial<SimulationPlan>][] = [
  ['star, 30 surgeons, 10 comparators', { surgeons: 30 }],
  ['star, 150 surgeons, 10 comparators, 15 % missing', { surgeons: 150, missingRate: 0.15 }],
  ['star, 150 surgeons, 27 comparators', { surgeons: 150, comparators: 27, pairsPerSurgeon: 27 }],
  ['star, 150 surgeons, target 1 logit up, many ties', { surgeons: 150, targetMeasure: 1, tieRate: 0.5 }],
  [
    'linked, 60 surgeons, 25 pairs',
    { design: 'linked', surgeons: 60, pairsPerSurgeon: 25, surgeonSpread: 0 },
  ],
  [
    'linked, 150 surgeons who differ (SD 0.5)',
    { design: 'linked', surgeons: 150, pairsPerSurgeon: 20, surgeonSpread: 0.5 },
  ],
  [
    'round robin, 60 surgeons, 20 pairs, order effect',
    { design: 'round-robin', surgeons: 60, pairsPerSurgeon: 20, surgeonSpread: 0, orderEffect: 0.2 },
  ],
  ['star, 150 surgeons, one in ten careless', { surgeons: 150, carelessShare: 0.1 }],
]

function coverageOfDesigns(): string[] {
  return STUDIES.map(([name, changes], k) => {
    const result = simulateStudy({ ...USUAL_PLAN, ...changes, replications: REPLICATIONS, seed: 100 + k })
    if (result.outcome !== 'simulated') throw new Error(result.sentence)
    const cells = [
      name,
      share(result.coverage),
      share(result.coverageErrorOnce),
      share(result.measureCoverage),
      `${result.bias.toFixed(2)} ± ${result.biasError.toFixed(2)}`,
      result.intervalWidth.toFixed(1),
      share(result.unanimousChance),
      String(result.withoutEstimate),
    ]
    process.stdout.write(`${name}: ${cells[1]}\n`)
    return `| ${cells.join(' | ')} |`
  })
}

/** Coverage of item measures, contrasts with the mean item taken so that CML and MML answer the same question. */
function coverageOfErrors(): Row[] {
  const plan = { ...USUAL_PLAN, surgeons: 150, missingRate: 0.1 }
  const stream = randomStream(77)
  const shares: Record<string, number[]> = {
    'marginal ML, full information': [],
    'marginal ML, quick (as TAM prints)': [],
    'conditional ML': [],
  }
  for (let r = 0; r < REPLICATIONS; r++) {
    const survey = drawSurvey(plan, stream)
    const responses = tabulate(plan, survey.rows)
    const marginal = fitMarginal(responses, 'rsm')
    const conditional = fitConditional(responses, 'rsm')
    if (marginal.outcome !== 'fit' || conditional.outcome !== 'fit') continue
    const mml = itemEstimates(marginal)
    const cml = itemEstimates(conditional)
    const truth = survey.measures.slice(0, plan.comparators)
    shares['marginal ML, full information']!.push(covered(mml.locations, mml.locationErrors, truth))
    shares['marginal ML, quick (as TAM prints)']!.push(covered(mml.locations, mml.quickErrors!, truth))
    shares['conditional ML']!.push(covered(cml.locations, cml.locationErrors, truth))
  }
  return Object.entries(shares).map(([name, values]) => ({ name, ...summarise(values) }))
}

function tabulate(plan: SimulationPlan, rows: { respondent?: number; b: number; more: number }[]) {
  const table = Array.from({ length: plan.surgeons }, () =>
    new Array<number | null>(plan.comparators).fill(null),
  )
  for (const row of rows) table[row.respondent!]![row.b] = row.more
  const responses = toResponses(table, 2)
  if ('outcome' in responses) throw new Error(responses.sentence)
  return responses
}

function covered(measures: Float64Array, errors: Float64Array, truth: Float64Array): number {
  const hits = truth.filter((value, k) => Math.abs(measures[k]! - value) <= NORMAL_95 * errors[k]!)
  return hits.length / truth.length
}

/** The bootstrap interval of surgeons and comparator scatter together, against the target's own wRVU. */
function coverageOfChain(): Row {
  const plan = { ...USUAL_PLAN, surgeons: 60 }
  const stream = randomStream(991)
  const hits: number[] = []
  for (let r = 0; r < CHAIN_REPLICATIONS; r++) {
    const survey = drawSurvey(plan, stream)
    const responses = tabulate(plan, survey.rows)
    const fit = fitMarginal(responses, 'rsm')
    if (fit.outcome !== 'fit') continue
    const { locations, locationErrors } = itemEstimates(fit)
    const measureVariance = ownMeasureVariance(locationErrors, meanLocation(fit).error)
    const found = { comparators: locations, targets: [0], measureVariance }
    const draws = starDraws(fit, responses, { replications: CHAIN_DRAWS, seed: 5000 + r })
    const chain = chainIntervals(found, survey.workRvu, draws, { seed: 9000 + r })
    if (chain.outcome !== 'intervals') continue
    const [low, high] = chain.targets[0]!.together
    hits.push(low <= survey.targetWrvu && survey.targetWrvu <= high ? 1 : 0)
  }
  return { name: 'bootstrap, surgeons and comparators together', ...summarise(hits) }
}

function summarise(values: number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { share: mean, error: Math.sqrt(variance / values.length), n: values.length }
}

function share(value: { share: number; error: number }): string {
  return `${(100 * value.share).toFixed(1)} % ± ${(100 * value.error).toFixed(1)}`
}

function rowText(row: Row): string {
  return `| ${row.name} | ${share(row)} | ${row.n} |`
}

const page = `# Coverage of intervals

Generated by \`node tests/validation/make-coverage.ts\`; do not edit. Every number is from seeded simulation with
the engine itself, and repeats exactly. "±" is one Monte Carlo standard error; an interval is sound when 95 % lies
within about two of them. Two studies break the model on purpose: surgeons who answer at random, and surgeons who differ in their view of
the target, which the paired model averages over, so that its measures shrink.

## Studies, with the default analysis of their design

${REPLICATIONS} replications each. *Headline* is how often the 95 % prediction interval with the target's own error held the target's
own wRVU, which scatters about the line as the comparators' do. That interval is cautious: the residuals already
hold the comparators' measurement error, and the target's is added. *Error counted once* is the interval that takes
the former out; *measures* how often a comparator's 95 % interval against the
target held its true measure; *bias* in wRVU against the line.

| study | headline | error counted once | measures | bias | median width, wRVU | a unanimous comparator | without estimate |
|---|---|---|---|---|---|---|---|
${coverageOfDesigns().join('\n')}

## Kinds of standard error

Item measures of a star study with 150 surgeons, 10 comparators and 10 % missing answers.

| standard error | 95 % intervals that held the true measure | replications |
|---|---|---|
${coverageOfErrors().map(rowText).join('\n')}

## The whole chain by bootstrap

Star study, 60 surgeons, 10 comparators; ${CHAIN_DRAWS} bootstrap draws in each replication.

| interval | held the target's own wRVU | replications |
|---|---|---|
${rowText(coverageOfChain())}
`
writeFileSync(new URL('../../docs/coverage.md', import.meta.url), page)
