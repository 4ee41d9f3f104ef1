import type { StudyResult } from '../findings/study-result.ts'
import { heading } from './blocks.ts'
import type { Block, Fact } from './document.ts'
import type { ReportFacts } from './report-facts.ts'

/** The words of the report that a reader without statistics cannot know, each in a sentence or two. */
export function wordsSection({ result }: ReportFacts): Block[] {
  const facts = result.definition.targets.length > 0 ? pairWords(result) : []
  return [heading('Words used'), { kind: 'facts', facts: [...facts, ...modelWords(result)] }]
}

function pairWords({ run, definition }: StudyResult): Fact[] {
  const isRead = run.readOut !== 'none'
  return [
    {
      name: 'Work RVU (wRVU)',
      text: 'The number by which the United States’ Medicare fee schedule weighs a physician’s work for a procedure. CMS assigns and publishes it.',
    },
    {
      name: 'Target, comparator',
      text: 'A target is a procedure whose value is sought; a comparator is a procedure with a published work RVU that surgeons compared it with.',
    },
    ...(definition.constructs.length > 1
      ? [
          {
            name: 'Construct',
            text: 'What was compared, such as work effort; each is a question of its own. The value is read from the primary one, which the plan names; the others are reported beside it.',
          },
        ]
      : []),
    ...(isRead
      ? [
          {
            name: 'Implied wRVU',
            text: 'The work RVU that the line through the comparators gives the target: what it would have if its published value followed its place among them as theirs do.',
          },
          {
            name: 'Read-out point',
            text:
              run.readOut === 'comparator_mean'
                ? 'Where on the scale the line is read: here at the mean of the comparators, which gives their mean work RVU whatever was answered.'
                : 'Where on the scale the line is read: at the place of the target itself.',
          },
          {
            name: '95 % prediction interval',
            text: 'Where the published value of a procedure judged like the target would lie in 95 of 100 cases, if the line holds. It is the uncertainty reported. The interval of the line is narrower: it says how sure the line is, not how far single procedures lie from it.',
          },
          {
            name: 'R²',
            text: 'How much of the variation of the comparators’ published work RVUs goes along with their measures, from 0 (nothing) to 1 (all: they lie on a straight line).',
          },
          {
            name: 'Baseline',
            text: 'The mean work RVU of the comparators, which needs no survey. A value that hardly differs from it says nothing that was not known before.',
          },
          {
            name: 'Exploratory',
            text: 'Every analysis that is not the one planned before the first answer. It shows how much the value depends on choices; it does not replace the planned value.',
          },
        ]
      : []),
  ]
}

function modelWords({ definition, findings, ratings }: StudyResult): Fact[] {
  const hasPairs = definition.targets.length > 0
  const items = hasPairs ? 'procedure' : 'statement'
  const has = (key: 'WLE_reliability' | 'item_reliability' | 'MADaQ3') =>
    [...findings.map(({ result }) => result), ...(ratings ? [ratings] : [])].some((one) => one[key] !== null)
  return [
    {
      name: 'Measure, logit',
      text: hasPairs
        ? 'A Rasch model turns the answers less, equal and more into a place for each procedure on one scale, its measure. The unit is the logit: one logit further apart, the odds of an answer against the one below it are about 2.7 times as high.'
        : 'A Rasch model turns the ratings into a place for each statement on one scale, its measure. The unit is the logit: one logit further apart, the odds of a category against the one below it are about 2.7 times as high.',
    },
    {
      name: 'Standard error (SE)',
      text: 'How sure a measure is: how far it typically lies from what all surgeons of the same kind together would give.',
    },
    {
      name: 'Infit, outfit',
      text: `How evenly a ${items} was judged. 1 is what the model expects; above 1.4 surgeons disagree more than their places on the scale explain, below 0.6 less. Outfit is moved more by single surprising answers.`,
    },
    ...(has('WLE_reliability') || has('item_reliability')
      ? [
          {
            name: 'Reliability',
            text: `How reliably the scale tells ${hasPairs ? 'comparators' : 'statements'}, or surgeons, apart: near 1 reliably, near 0 (or below) hardly. A high person reliability means that surgeons differ, not that they agree.`,
          },
        ]
      : []),
    ...(has('MADaQ3')
      ? [
          {
            name: 'Local dependence, MADaQ3',
            text: `Whether answers on two ${hasPairs ? 'comparators' : 'statements'} go together more, or less, than the scale explains. Adjusted Q3 is the correlation that is left between two of them, less the mean of all; MADaQ3 is its mean size. From 0.2 a pair is pointed out.`,
          },
        ]
      : []),
    {
      name: 'p',
      text: 'How often chance alone would give a difference at least as large, if there were none. After Holm: made stricter, because many were looked at.',
    },
  ]
}
