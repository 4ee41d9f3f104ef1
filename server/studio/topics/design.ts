import type { Definition } from '../../studies/definition.ts'
import { countJudgements } from '../../studies/plan-schedule.ts'
import { scheduleInput } from '../../studies/schedule-input.ts'
import type { Topic } from '../topic.ts'

/** Which pairs each surgeon sees. */
export const design: Topic = {
  slug: 'design',
  title: 'Design',
  lead: 'Which pairs each surgeon sees. More pairs measure better and lose more surgeons.',
  keys: ['design'],
  facts: burden,
  ways: [{ path: 'simulator', label: 'Simulate this design' }],
  sections: [
    {
      fields: [
        {
          path: 'design.kind',
          label: 'Kind',
          kind: 'choice',
          choices: [
            {
              value: 'star',
              label: 'Star',
              explains: 'The target with every comparator. As in the published studies, and the shortest.',
            },
            {
              value: 'linked',
              label: 'Linked',
              explains:
                'Star, and some comparators with each other, so that comparators are measured against each other too.',
            },
            {
              value: 'round_robin',
              label: 'Round robin',
              explains: 'All procedures with each other. Long; best with few comparators.',
            },
          ],
        },
        {
          path: 'design.comparatorsPerRespondent',
          label: 'Comparators one surgeon sees',
          kind: 'number',
          optional: true,
          hint: 'Empty: all. With fewer, comparators are dealt out evenly. For star and linked.',
        },
        {
          path: 'design.linksPerRespondent',
          label: 'Comparator pairs one surgeon sees on each construct',
          kind: 'number',
          optional: true,
          hint: 'For linked only.',
        },
        {
          path: 'design.pairsPerRespondent',
          label: 'Pairs one surgeon sees on each construct',
          kind: 'number',
          optional: true,
          hint: 'Empty: all. For a round robin only.',
        },
        {
          path: 'design.repeats',
          label: 'Pairs shown a second time',
          kind: 'number',
          hint: 'Over the whole survey, with sides swapped. They tell how steady answers are; 2 are usual.',
        },
      ],
    },
  ],
}

/** Returns how much one surgeon does: judgements, and minutes by the pace that is assumed until a pilot says better. */
export function burden(definition: Definition): { label: string; value: string }[] {
  const { judgements, minutes } = burdenOf(definition)
  if (judgements === 0) return [{ label: 'Judgements of one surgeon', value: 'none yet' }]
  return [
    { label: 'Judgements of one surgeon', value: String(judgements) },
    { label: 'Minutes, estimated', value: `about ${minutes}` },
    {
      label: 'Minutes, as you announce',
      value: definition.minutes > 0 ? String(definition.minutes) : 'not stated',
    },
  ]
}

/** Seconds assumed for a pair; a pilot says better. */
export const secondsPerPair = 9

/** Seconds assumed for a question and the reading around them. */
const seconds = { pair: secondsPerPair, question: 7, reading: 75, target: 40 }

/** Returns the judgements and whole minutes of one surgeon; a draft whose design does not fit yet has no judgements. */
export function burdenOf(definition: Definition): { judgements: number; minutes: number } {
  const judgements = judgementsOf(definition)
  const asked = definition.questions.length + definition.ratingItems.length
  const total =
    seconds.reading +
    seconds.target * definition.targets.length +
    seconds.pair * judgements +
    seconds.question * asked
  return { judgements, minutes: Math.round(total / 60) }
}

function judgementsOf(definition: Definition): number {
  const input = scheduleInput(definition)
  if (!input || input.targets.length === 0 || input.comparators.length === 0) return 0
  try {
    return countJudgements(input)
  } catch {
    return 0
  }
}
