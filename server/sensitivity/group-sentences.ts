import { numberText } from '../pictures/number-text.ts'
import type { GroupDifference } from './group-differences.ts'
import type { Dimension } from './group-variants.ts'
import { fewestForEstimate } from './workbench.ts'

const dimensionWords: Record<Dimension, { by: string; many: string }> = {
  society: { by: 'By society', many: 'societies' },
  language: { by: 'By language', many: 'languages' },
  specialty: { by: 'By specialty', many: 'specialties' },
}

/** What a comparison of groups asks, so that it is not taken for a comparison of their values. */
const groupQuestion =
  'Do groups see the comparators alike? What follows asks whether single comparators are placed otherwise, against the target, by one group than by another (differential item functioning). It is no test of whether groups would give another value: the value of each group alone stands in its row “Only …” of the table, and rests on fewer surgeons, so that its interval is wider than the planned one and a difference from the plan may be chance.'

/** Returns what the comparisons of groups ask, unless it was said before, and say, a paragraph each, and which groups were too small to be compared. */
export function groupSentences(differences: readonly GroupDifference[], withQuestion = true): string[] {
  const compared = differences.filter(({ groups }) => groups.length > 1)
  const others = differences.filter(({ groups }) => groups.length < 2)
  const names = others.map(({ dimension }) => dimensionWords[dimension].many)
  const listed = names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  return [
    ...(compared.length > 0 && withQuestion ? [groupQuestion] : []),
    ...compared.map(differenceSentence),
    ...(others.length > 0
      ? [
          `${listed.charAt(0).toUpperCase()}${listed.slice(1)} were not compared: fewer than two ${others.length > 1 ? 'groups of a kind ' : ''}have ${fewestForEstimate} respondents whose number may be shown.`,
        ]
      : []),
  ]
}

/** Whether groups place comparators differently: one test over all of them, then each against the others. */
function differenceSentence(found: GroupDifference): string {
  const { by } = dimensionWords[found.dimension]
  const groups = found.groups.map(({ name, respondents }) => `${name} ${respondents}`).join(', ')
  return [`${by} (${groups} respondents): ${testSentence(found)}`, ...contrastSentences(found)].join(' ')
}

function testSentence({ test, sentence, groups }: GroupDifference): string {
  if (!test)
    return `there is no single test over all of them, which needs a measure of every comparator in every group (a value of its own does not). ${sentence}`.trim()
  const { chi2, df, p } = test
  const figures = `χ² ${numberText(chi2, 1)}, ${df} ${df === 1 ? 'degree' : 'degrees'} of freedom, ${pText(p)}`
  if (p < 0.05) return `they place the comparators differently, by one test over all of them (${figures}).`
  const smallest = Math.min(...groups.map(({ respondents }) => respondents))
  return `no difference is shown by one test over all comparators (${figures}). That none is shown does not prove that there is none: the smallest group has ${smallest} respondents.`
}

function contrastSentences({ flagged, failed, groups }: GroupDifference): string[] {
  const named = flagged.map(
    ({ group, item, contrast, p }) =>
      `${group}: ${item} is placed ${numberText(Math.abs(contrast), 2)} logits ${contrast > 0 ? 'higher (as more)' : 'lower (as less)'} than by the others (${pText(p)}, adjusted after Holm).`,
  )
  const compared = groups.length - failed.length
  const none =
    flagged.length === 0 && compared > 0
      ? [
          'Taken one by one, no comparator is placed otherwise by half a logit or more beyond chance (p below 0.05, adjusted after Holm).',
        ]
      : []
  const without =
    failed.length === 0
      ? []
      : [
          `Not compared with the others, for want of an estimate: ${failed.map(({ group }) => group).join(', ')}.`,
        ]
  return [...named, ...none, ...without]
}

/** Returns a probability as papers print it. */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`
}
