import { expectedText, type StandingOut, verdictOf } from '../findings/chance-text.ts'
import { numberText } from '../pictures/number-text.ts'
import type { DependentPair, Limit, LimitFacts } from './limit-facts.ts'

/** So many pairs are named at most. */
const mostPairs = 3
const whereMeasures = 'see “Measures and raw answers”'
const whereQuality = 'the Quality page of the study'

/** Returns what a referee asks of the model: whether answers keep to it, and whose do not; nothing where all is well. */
export function modelLimits(facts: LimitFacts): Limit[] {
  return [
    ...misfits(facts),
    ...facts.disordered.map((one) => ({ kind: 'disordered', sentence: disorderText(one) })),
    ...facts.dependence.map((one) => ({ kind: 'local-dependence', sentence: dependenceText(one) })),
    ...flags(facts),
  ]
}

function misfits({ misfitting, byChance }: LimitFacts): Limit[] {
  const named = (side: 'above' | 'below') =>
    misfitting.filter((one) => one.side === side).map(({ name, figure }) => `${name} (${figure})`)
  const [above, below] = [named('above'), named('below')]
  const parts = [
    ...(above.length > 0
      ? [
          `judged less evenly than the model expects (infit or outfit above 1.4), as where surgeons disagree about ${above.length === 1 ? 'it' : 'them'}: ${above.join(', ')}`,
        ]
      : []),
    ...(below.length > 0
      ? [`judged more evenly than the model expects (below 0.6): ${below.join(', ')}`]
      : []),
  ]
  return parts.length === 0
    ? []
    : [
        {
          kind: 'misfit',
          sentence: `Fit: ${parts.join('; ')}; ${whereMeasures}.${chanceOf(byChance, ['items'], true)}`,
        },
      ]
}

/** How many would stand out by chance, kind by kind, and how that was found where it is not yet said; '' = not known. */
function chanceOf(
  byChance: LimitFacts['byChance'],
  kinds: readonly StandingOut['kind'][],
  withNote: boolean,
): string {
  const [first] = byChance
  const told = kinds.flatMap((kind) => {
    const found = byChance.flatMap(({ about, rows }) =>
      rows.flatMap((row) =>
        row.kind === kind && row.expected ? [{ ...row, expected: row.expected, about }] : [],
      ),
    )
    if (!found[0]) return []
    const verdicts = new Set(found.map(({ n, expected }) => verdictOf(n, expected)))
    const each = found.map(
      ({ n, of, about, expected }) =>
        `${n} of ${of}${about}, ${expectedText(expected)}${verdicts.size > 1 ? `, ${verdictOf(n, expected)}` : ''}`,
    )
    return [`${found[0].name}: ${each.join('; ')}${verdicts.size === 1 ? `: ${[...verdicts][0]}` : ''}`]
  })
  return told.length === 0 || !first
    ? ''
    : ` In numbers, ${told.join('; and ')}.${withNote ? ` ${first.note}` : ''}`
}

function disorderText({ about, steps, items }: LimitFacts['disordered'][number]): string {
  const where =
    steps === undefined
      ? `for ${items.join(', ')}`
      : `(${steps.map((step) => numberText(step, 2)).join(', ')} logits)`
  return `Disordered thresholds${about}: the steps between the answers are out of order ${where}, so that a middle answer, as “equal”, is nowhere the most likely one. That is no error, but the middle answer tells little; ${whereMeasures} and how “equal” counts otherwise under “Sensitivity”.`
}

function dependenceText({ about, MADaQ3, n, pairs }: LimitFacts['dependence'][number]): string {
  const named = pairs.slice(0, mostPairs).map(pairText)
  const rest = pairs.length > mostPairs ? `, and ${pairs.length - mostPairs} more` : ''
  const beyondChance = pairs.filter(({ p }) => p < 0.05).length
  const chance =
    beyondChance === pairs.length
      ? 'beyond chance'
      : beyondChance === 0
        ? `but among ${n} surgeons chance alone can give as much (no p below 0.05 after Holm)`
        : `${beyondChance} of them beyond chance (p below 0.05 after Holm)`
  return `Local dependence${about}: MADaQ3 is ${numberText(MADaQ3, 3)}; answers on ${pairs.length === 1 ? 'one pair' : `${pairs.length} pairs`} of procedures go together more, or less, than the scale explains (adjusted Q3 of 0.2 or more in size), ${chance}: ${named.join('; ')}${rest}. Where it is real, standard errors and intervals are too narrow; ${whereQuality} lists the pairs.`
}

function pairText({ first, second, aq3, p }: DependentPair): string {
  return `${first} and ${second} ${numberText(aq3, 2)} (p ${p < 0.001 ? '< 0.001' : numberText(p, 3)})`
}

function flags({
  flagged: { respondents, of, reasons },
  byChance,
  misfitting,
  comparesPairs,
}: LimitFacts): Limit[] {
  if (respondents === 0) return []
  const told = [...reasons].sort((a, b) => b.n - a.n).map(({ reason, n }) => `${reason}, ${n}`)
  const several = reasons.reduce((sum, { n }) => sum + n, 0) > respondents
  return [
    {
      kind: 'person-fit',
      sentence: `Person fit: ${respondents} of ${of} ${of === 1 ? 'respondent' : 'respondents'} analysed ${respondents === 1 ? 'stands' : 'stand'} out by how they answered${several ? ' (some for more than one reason)' : ''}: ${told.join('; ')}. Each figure rests on one person’s answers, so that some stand out by chance alone.${chanceOf(byChance, ['personsAbove', 'personsBelow'], misfitting.length === 0)} Nobody is left out for that; ${whereQuality} shows them${comparesPairs ? ', and “Sensitivity” what the fastest and single surgeons change' : ''}.`,
    },
  ]
}
