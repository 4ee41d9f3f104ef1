import type { Judgements } from '../paired/judgements.ts'

/**
 * Consistency of one respondent who judged all pairs without ties: circular triads d, the most possible,
 * zeta = 1 - d / most, and the number expected from guessing.
 */
export type RoundRobinConsistency = { circular: number; most: number; zeta: number; expected: number }

/**
 * Circular triads from the wins of each item in a complete round robin without ties:
 * d = n(n-1)(2n-1)/12 - sum a_i^2 / 2; most = (n^3-n)/24 (n odd) or (n^3-4n)/24 (n even); a guesser is
 * expected to make n(n-1)(n-2)/24. Needs n >= 3. Source: Kendall & Babington Smith 1940, Biometrika 31:324.
 */
export function circularTriads(wins: ArrayLike<number>): RoundRobinConsistency {
  const n = wins.length
  let squares = 0
  for (let i = 0; i < n; i++) squares += wins[i]! ** 2
  const circular = (n * (n - 1) * (2 * n - 1)) / 12 - squares / 2
  const most = n % 2 === 1 ? (n ** 3 - n) / 24 : (n ** 3 - 4 * n) / 24
  return { circular, most, zeta: most > 0 ? 1 - circular / most : 1, expected: (n * (n - 1) * (n - 2)) / 24 }
}

/**
 * Cycles among the triples whose three pairs one respondent answered: `strict` triples have no tie, a
 * quarter of them is `circular` by chance; `semiCircular` are a > b, b >= c, c >= a with a tie.
 */
export type TripleCounts = {
  respondent: number
  triples: number
  strict: number
  circular: number
  semiCircular: number
}

/**
 * Counts cycles for each respondent, in order of first appearance; of repeated pairs the first answer counts.
 * Source: Kendall & Babington Smith 1940, extended to ties (METHODS 2.3).
 */
export function countTriples(judgements: Judgements): TripleCounts[] {
  const { items } = judgements
  const answers = new Map<number, Int8Array>()
  for (let n = 0; n < judgements.a.length; n++) {
    const respondent = judgements.respondent[n]!
    const own = answers.get(respondent) ?? new Int8Array(items * items).fill(UNANSWERED)
    answers.set(respondent, own)
    const a = judgements.a[n]!
    const b = judgements.b[n]!
    if (own[a * items + b] !== UNANSWERED) continue
    own[a * items + b] = judgements.more[n]! - 1
    own[b * items + a] = 1 - judgements.more[n]!
  }
  return Array.from(answers, ([respondent, own]) => ({ respondent, ...countOwn(own, items) }))
}

const UNANSWERED = 9

function countOwn(own: Int8Array, items: number) {
  const counts = { triples: 0, strict: 0, circular: 0, semiCircular: 0 }
  for (let i = 0; i < items; i++) {
    for (let j = i + 1; j < items; j++) {
      const ij = own[i * items + j]!
      if (ij === UNANSWERED) continue
      for (let k = j + 1; k < items; k++) {
        const jk = own[j * items + k]!
        const ki = own[k * items + i]!
        if (jk === UNANSWERED || ki === UNANSWERED) continue
        counts.triples++
        const ties = (ij === 0 ? 1 : 0) + (jk === 0 ? 1 : 0) + (ki === 0 ? 1 : 0)
        // Going round i, j, k all decisions point the same way exactly in a cycle.
        const turn = ij + jk + ki
        if (ties === 0) counts.strict++
        if (ties === 0 && Math.abs(turn) === 3) counts.circular++
        if ((ties === 1 && Math.abs(turn) === 2) || (ties === 2 && Math.abs(turn) === 1))
          counts.semiCircular++
      }
    }
  }
  return counts
}

/**
 * Triples of items for which the respondents together contradict weak stochastic transitivity:
 * shares P(a over b) >= .5 and P(b over c) >= .5 but P(a over c) < .5, a tie counting half.
 * Returns the number of triples with all three pairs judged and the violating ones (each as [a, b, c]).
 * Source: Tversky 1969, Psychol Rev 76:31.
 */
export function transitivityViolations(judgements: Judgements): {
  triples: number
  violations: [number, number, number][]
} {
  const { items } = judgements
  const points = new Float64Array(items * items)
  const weight = new Float64Array(items * items)
  for (let n = 0; n < judgements.a.length; n++) {
    const forward = judgements.a[n]! * items + judgements.b[n]!
    const backward = judgements.b[n]! * items + judgements.a[n]!
    points[forward]! += (judgements.weight[n]! * judgements.more[n]!) / 2
    points[backward]! += (judgements.weight[n]! * (2 - judgements.more[n]!)) / 2
    weight[forward]! += judgements.weight[n]!
    weight[backward]! += judgements.weight[n]!
  }
  const prefers = (a: number, b: number) => points[a * items + b]! >= weight[a * items + b]! / 2
  const judged = (a: number, b: number) => weight[a * items + b]! > 0
  const violations: [number, number, number][] = []
  let triples = 0
  for (let i = 0; i < items; i++) {
    for (let j = i + 1; j < items; j++) {
      for (let k = j + 1; k < items; k++) {
        if (!judged(i, j) || !judged(j, k) || !judged(i, k)) continue
        triples++
        const violation = orders(i, j, k).find(
          ([a, b, c]) => prefers(a, b) && prefers(b, c) && !prefers(a, c),
        )
        if (violation) violations.push(violation)
      }
    }
  }
  return { triples, violations }
}

function orders(i: number, j: number, k: number): [number, number, number][] {
  return [
    [i, j, k],
    [i, k, j],
    [j, i, k],
    [j, k, i],
    [k, i, j],
    [k, j, i],
  ]
}
