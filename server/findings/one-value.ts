import type { TargetDifference } from '../results/target-differences.ts'
import { fixed, range } from './numbers.ts'
import type { DifferencePart } from './page-parts.ts'
import type { Finding } from './study-result.ts'

/** Two values count as the same when their difference surely stays below a tenth of their mean. */
const sameWithin = 0.1

type Verdict = 'different' | 'same' | 'undecided'

/**
 * Returns how the targets' values differ on one construct, and the plain answer to "can one value stand for all?". A
 * difference whose 95 % interval leaves out 0 is one; where the whole interval lies within a tenth of the mean of the
 * values, one value can stand for both (an equivalence test: Schuirmann 1987); everything else is undecided.
 */
export function oneValueForAll(
  findings: readonly Finding[],
  differences: readonly TargetDifference[] | 'under way' | 'none',
  nameOf: (target: Finding['target']) => string = ({ name }) => name,
): DifferencePart {
  const values = findings.map((finding) => {
    const [value] = finding.values
    return value && !('outcome' in value) ? { ...value, name: nameOf(finding.target) } : undefined
  })
  if (values.some((value) => value === undefined) || values.length < 2)
    return {
      answer: 'Not every target has a value, so they cannot be compared.',
      rows: [],
      pending: false,
    }
  const known = values.map((value) => value!)
  const mean = known.reduce((sum, { predicted }) => sum + predicted, 0) / known.length
  const pairs = known.flatMap((first, index) => known.slice(index + 1).map((second) => ({ first, second })))
  const judged = pairs.map(({ first, second }) => {
    const drawn =
      typeof differences === 'string'
        ? undefined
        : differences.find((one) => one.first === first.target && one.second === second.target)
    const limits = drawn?.surgeons ?? undefined
    const decimals = Math.max(1, Math.min(first.decimals, second.decimals))
    return {
      verdict: limits && verdictOf(limits, Math.abs(mean)),
      row: {
        pair: `${first.name} minus ${second.name}`,
        difference: fixed(first.predicted - second.predicted, decimals),
        interval: limits ? range(limits, decimals) : '–',
        reading: limits ? readings[verdictOf(limits, Math.abs(mean))] : '',
      },
    }
  })
  const verdicts = judged.map(({ verdict }) => verdict)
  return {
    answer:
      differences === 'under way'
        ? 'The surgeons are being resampled; the answer follows.'
        : answerOf(verdicts),
    rows: judged.map(({ row }) => row),
    pending: differences === 'under way',
  }
}

const readings: Record<Verdict, string> = {
  different: 'apart',
  same: 'the same within a tenth',
  undecided: 'not decided',
}

function verdictOf([low, high]: readonly [number, number], mean: number): Verdict {
  if (low > 0 || high < 0) return 'different'
  return Math.max(-low, high) <= sameWithin * mean ? 'same' : 'undecided'
}

function answerOf(verdicts: readonly (Verdict | undefined)[]): string {
  if (verdicts.some((verdict) => verdict === undefined))
    return 'There are too few surgeons, or no resampling for this model, to say whether one value can stand for all.'
  if (verdicts.includes('different'))
    return 'No: one value cannot stand for all. Surgeons tell at least two of the targets apart, beyond what the choice of these surgeons explains.'
  if (verdicts.every((verdict) => verdict === 'same'))
    return 'Yes, as far as this survey can tell: with 95 % confidence the values differ by less than a tenth of their mean.'
  return 'Not decided: the values may be the same, or differ by more than a tenth of their mean. More surgeons would narrow the interval.'
}
