import type { PlanField } from './plan-form.ts'

/** One assumption as the form shows it. */
export interface PlanFieldText {
  name: PlanField
  label: string
  /** where the usual value comes from, in a sentence */
  hint: string
}

/** The fields of the form, in groups. */
export const planGroups: { heading: string; fields: PlanFieldText[] }[] = [
  {
    heading: 'How much you ask',
    fields: [
      {
        name: 'surgeons',
        label: 'Surgeons who complete it',
        hint: 'Published studies had 20 to 150; 150 of 322 who began completed the study of 62380.',
      },
      { name: 'comparators', label: 'Comparators', hint: 'Published studies had 8 to 27.' },
      {
        name: 'pairsPerSurgeon',
        label: 'Pairs one surgeon sees on each construct',
        hint: 'In a star at most one for each comparator; fewer means that comparators are dealt out evenly.',
      },
      {
        name: 'constructs',
        label: 'Constructs',
        hint: 'Each one asks the pairs again. The published 62380 study had four.',
      },
      {
        name: 'repeats',
        label: 'Pairs shown a second time',
        hint: 'They tell how steady answers are, and cost time.',
      },
    ],
  },
  {
    heading: 'What you expect of the values',
    fields: [
      {
        name: 'expectedWrvu',
        label: 'Work RVU expected for the target',
        hint: 'Your best guess. It only decides where on the line the result would be read; surgeons never see it.',
      },
      {
        name: 'meanWrvu',
        label: 'Mean work RVU of the comparators',
        hint: 'Of the comparators entered, where there are three.',
      },
      {
        name: 'sdWrvu',
        label: 'Their standard deviation, wRVU',
        hint: 'Of the comparators entered, where there are three.',
      },
      {
        name: 'rSquared',
        label: 'Variance of work RVUs that the judgements explain, %',
        hint: 'R². It was 17 % for 62380 (learning curve) and 39 % for 0202T, and it decides most about the interval.',
      },
    ],
  },
  {
    heading: 'How surgeons judge',
    fields: [
      {
        name: 'spread',
        label: 'Spread of the comparators, logits',
        hint: 'Standard deviation of their measures: 0.4 in the study of 62380, 0.8 in that of 0202T.',
      },
      {
        name: 'surgeonSpread',
        label: 'Spread between surgeons, logits',
        hint: 'How much they differ about the target. About 1 goes with a person reliability of 0.7, as in the study of 62380.',
      },
      {
        name: 'tieRate',
        label: '“About equal” between two of the same work, %',
        hint: 'An assumption of planning: one in three.',
      },
      {
        name: 'missingRate',
        label: 'Pairs without an answer that counts, %',
        hint: '“I cannot compare these two”, and pairs left out.',
      },
    ],
  },
  {
    heading: 'How long it takes',
    fields: [
      {
        name: 'secondsPerPair',
        label: 'Seconds for a pair',
        hint: 'Assumed until your test answers say better.',
      },
      {
        name: 'otherMinutes',
        label: 'Minutes for everything else',
        hint: 'Reading, consent and questions, estimated from the definition.',
      },
      { name: 'seed', label: 'Seed', hint: 'The same numbers and the same seed give the same result.' },
    ],
  },
]

export const designChoices = [
  { value: 'star', label: 'Star', hint: 'the target with the comparators' },
  { value: 'linked', label: 'Linked', hint: 'star, and comparators with each other' },
  { value: 'round_robin', label: 'Round robin', hint: 'all with each other' },
] as const
