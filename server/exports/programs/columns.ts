import type { Definition } from '../../studies/definition.ts'
import type { Column } from '../column.ts'
import { respondent, society } from '../columns-shared.ts'

const item = (name: string, label: string): Column => ({ name, label, type: 'code', since: 1 })
const count = (name: string, label: string): Column => ({ name, label, type: 'integer', since: 1 })

const scoreCodes = { 0: 'Target is less', 1: 'Equal', 2: 'Target is more' }

/** One column a comparator, by the rule that made the numbers. */
export function scoreColumns(
  definition: Definition,
  rule: { label: string; codes: Record<string, string> } = { label: '', codes: scoreCodes },
): Column[] {
  return definition.comparators.map(({ id, codes }) => ({
    name: id,
    label: `Target against ${id} (${codes.map((entry) => entry.code).join('+')})${rule.label}`,
    blank: `No answer, or cannot`,
    type: 'integer',
    codes: rule.codes,
    since: 1,
  }))
}

/** r/ratings.csv: one row a rating. */
export const ratingAnswerColumns: readonly Column[] = [
  respondent,
  { name: 'item', label: 'Rating item', type: 'code', since: 1 },
  { name: 'category', label: 'Chosen category, counted from 0 for the lowest', type: 'integer', since: 1 },
]

/** r/answers.csv: one row an answer. */
export const answerColumns: readonly Column[] = [
  respondent,
  society,
  { name: 'construct', label: 'What the pair is compared on (constructs.csv)', type: 'code', since: 1 },
  item('a', 'Item a (items.csv)'),
  item('b', 'Item b (items.csv)'),
  {
    name: 'y',
    label: 'The answer',
    type: 'integer',
    codes: { 0: 'a is less', 1: 'equal', 2: 'a is more' },
    since: 1,
  },
  {
    name: 'first',
    label: 'Which item was shown first, or left',
    type: 'integer',
    codes: { 1: 'a', '-1': 'b' },
    since: 1,
  },
  {
    name: 'active_ms',
    label: 'How long the page was visible until the first answer, at most 5 minutes without a touch or key',
    blank: 'No script ran',
    type: 'integer',
    unit: 'ms',
    since: 1,
  },
]

/** Counts of answers by pair and side. */
export const countColumns: readonly Column[] = [
  item('a', 'Item a, the one the study lists first'),
  item('b', 'Item b'),
  answerColumns[6]!,
  count('more', 'How often a was judged more'),
  count('equal', 'How often they were judged equal'),
  count('less', 'How often a was judged less'),
  count('n', 'Answers: more + equal + less'),
]

/** Wins and losses by pair, ties apart, as BradleyTerry2 takes them. */
export const winColumns: readonly Column[] = [
  item('player1', 'The item the study lists first'),
  item('player2', 'The other item'),
  count('win1', 'How often player1 was judged more'),
  count('win2', 'How often player2 was judged more'),
  count('ties', 'How often they were judged equal; the Bradley-Terry model has no place for ties'),
  count('n', 'Answers: win1 + win2 + ties'),
]

/** Judge by pair, in the column order 1:2, 1:3, 2:3, 1:4, … */
export function paircompColumns(items: readonly string[]): Column[] {
  const pairs = items.flatMap((second, j) => items.slice(0, j).map((first) => [first, second] as const))
  return [
    { name: 'judge', label: respondent.label, type: 'code', since: 1 },
    ...pairs.map(
      ([first, second]): Column => ({
        name: `${first}:${second}`,
        label: `${first} against ${second}`,
        blank: `Not asked or not answered`,
        type: 'integer',
        codes: { 1: `${first} is more`, 0: 'equal', '-1': `${second} is more` },
        since: 1,
      }),
    ),
  ]
}

/** analysis/analyses.csv: what the engine was asked, a row an analysis. */
export const analysisColumns: readonly Column[] = [
  { name: 'analysis', label: 'Name of the analysis', type: 'code', since: 1 },
  {
    name: 'model',
    label: 'Model',
    type: 'code',
    codes: {
      rsm: 'Rating scale model',
      pcm: 'Partial credit model',
      dichotomous: 'Dichotomous Rasch model',
      paired: 'Paired adjacent-category model',
    },
    since: 1,
  },
  {
    name: 'construct',
    label: 'What pairs are compared on (constructs.csv)',
    blank: 'For rating items',
    type: 'code',
    since: 1,
  },
  { name: 'target', label: 'Target of a person-by-item model', blank: 'For pairs', type: 'code', since: 1 },
  { name: 'outcome', label: 'fit, or the named reason why there is no estimate', type: 'code', since: 1 },
  { name: 'sentence', label: 'The outcome for a person', type: 'text', since: 1 },
  {
    name: 'estimator',
    label: 'How the model is fitted',
    type: 'code',
    codes: {
      mml: 'Marginal maximum likelihood',
      cml: 'Conditional maximum likelihood',
      jmle: 'Joint maximum likelihood',
      ml: 'Maximum likelihood',
    },
    since: 1,
  },
  {
    name: 'ties',
    label: 'What "equal" is',
    type: 'code',
    codes: { adjacent: 'The middle category', half: 'Half a point to each side', drop: 'Left out' },
    since: 1,
  },
  {
    name: 'read_out',
    label: 'Where the line of work RVU on measure is read',
    type: 'code',
    codes: {
      target: "At the target's measure",
      'comparators-mean': "At the comparators' mean measure",
      none: 'Nowhere',
    },
    since: 1,
  },
  {
    name: 'in_script',
    label: 'Whether analysis.R recomputes it: it carries the models it can check in base R',
    type: 'integer',
    codes: { 1: 'analysis.R recomputes it', 0: 'The numbers are the program’s alone' },
    since: 1,
  },
  {
    name: 'exploratory',
    label: 'How the analysis differs from the frozen plan',
    blank: 'It is the planned analysis',
    type: 'text',
    since: 1,
  },
]

/** analysis/numbers.csv: the engine's numbers that analysis.R prints beside its own. */
export const numberColumns: readonly Column[] = [
  { name: 'analysis', label: 'Name of the analysis (analyses.csv)', type: 'code', since: 1 },
  {
    name: 'item',
    label: 'Item, or the target a value belongs to',
    blank: 'The model',
    type: 'code',
    since: 1,
  },
  { name: 'quantity', label: 'Which number, named as in the result file', type: 'code', since: 1 },
  { name: 'value', label: 'The number, with all its digits', type: 'decimal', since: 1 },
  {
    name: 'reading',
    label: 'Which reading a value belongs to; a dichotomous model has two',
    type: 'code',
    codes: {
      target: "At the target's measure",
      'comparators-mean': "At the comparators' mean measure",
      dich_more: 'Equal counted as not more',
      dich_notless: 'Equal counted as more',
    },
    blank: 'The number belongs to no value',
    since: 1,
  },
]
