import { z } from 'zod'
import { readForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import type { FormStep } from './page-flow.ts'
import type { Option } from './pages.ts'
import { formPage, say } from './visit-shell.ts'

const form = z.strictObject({ choice: z.enum(['first', 'equal', 'second', 'cannot']).optional() })

/** One comparison to try; its answer is not kept, only that it was tried. */
export const practiceStep: FormStep = {
  step: (visit) => (visit.definition.practicePair ? 'practice' : undefined),

  show(context, visit, _params, filled) {
    const { words } = visit
    const pair = visit.definition.practicePair
    if (!pair) throw new Refusal('not_found', 'There is no such page.')
    const chosen = filled.form ? readForm(form, filled.form).choice : undefined
    const more = say(visit, pair.answerMore)
    const named = (letter: string, name: string) => more.replace('{item}', () => words.lettered(letter, name))
    const choices: [value: string, label: string][] = [
      ['first', named('A', say(visit, pair.first))],
      ['equal', words.aboutEqual],
      ['second', named('B', say(visit, pair.second))],
      ['cannot', words.cannotCompare],
    ]
    return {
      template: 'respond/pair',
      model: {
        ...formPage(context, visit, 'practice', filled, {
          heading: say(visit, pair.question),
          progress: words.practiceProgress,
        }),
        definition: say(visit, pair.definition),
        cards: [
          { letter: 'A', name: say(visit, pair.first), label: '', descriptor: '' },
          { letter: 'B', name: say(visit, pair.second), label: '', descriptor: '' },
        ],
        patients: [],
        looks: [],
        options: choices.map(
          ([value, label], index): Option => ({
            id: `choice-${index + 1}`,
            value,
            label,
            key: index === 3 ? '0' : String(index + 1),
            checked: value === chosen,
            apart: index === 3,
          }),
        ),
        notice: words.practiceText,
        keysSwitch: true,
        canStop: false,
      },
    }
  },

  save(context, visit, _params, raw) {
    const { choice } = readForm(form, raw)
    if (!choice) return [{ field: 'choice-1', message: visit.words.chooseTheAnswer }]
    context.queries.respondents.insertStep.run(visit.respondent.id, 'practice', visit.now)
    return 'saved'
  },
}
