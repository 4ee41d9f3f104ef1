import { z } from 'zod'
import type { AnsweredRow } from '../../db/queries/judgements.ts'
import type { Context } from '../context.ts'
import { readForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import type { Construct } from '../studies/definition.ts'
import type { StartedVisit } from './open-link.ts'
import { openedAt, plausibleTimes } from './page-fields.ts'
import type { Filled, FormStep } from './page-flow.ts'
import type { Card, Option, PairPage } from './pages.ts'
import { looksOf, patientsOf } from './patients.ts'
import { choiceOf, responseOf, saveJudgement } from './save-judgement.ts'
import { formPage, itemName, requireItem, say } from './visit-shell.ts'

const form = z.strictObject({
  choice: z.string().max(20).optional(),
  /** the revision the page was made from, so that a stale page changes nothing */
  revision: z.string().regex(/^\d{1,6}$/),
})

/** One pair: judged, changed, or found already answered. */
export const pairStep: FormStep = {
  step: (_visit, params) => (/^[1-9]\d{0,4}$/.test(params.seq ?? '') ? `pairs/${params.seq}` : undefined),

  show(context, visit, params, filled) {
    return { template: 'respond/pair', model: pairPage(context, visit, Number(params.seq), filled) }
  },

  save(context, visit, params, raw, fields) {
    const { choice, revision } = readForm(form, raw)
    const assignment = requireAssignment(context, visit, Number(params.seq))
    if (choice === undefined) {
      if (fields.stop) return { to: 'stopped' }
      return [{ field: 'choice-1', message: visit.words.chooseTheAnswer }]
    }
    const response = responseOf(assignment, choice)
    if (!response) throw new Refusal('bad_request', 'An answer arrived that the page does not offer.')
    // Whoever came back by the pair's own address saw it when its page was made.
    if (assignment.shown_at === null)
      context.queries.judgements.markShown.run(openedAt(visit, fields), visit.respondent.id, assignment.seq)
    const saved = saveJudgement(context, visit.respondent, assignment, {
      response,
      seenRevision: Number(revision),
      activeMs: plausibleTimes(visit, fields).active,
    })
    return saved === 'stale' ? { notice: visit.words.answeredElsewhere } : 'saved'
  },
}

function pairPage(context: Context, visit: StartedVisit, seq: number, filled: Filled): PairPage {
  const { words, definition, respondent } = visit
  const assignment = requireAssignment(context, visit, seq)
  const construct = definition.constructs.find((one) => one.slug === assignment.construct)!
  const total = context.queries.judgements.countAssignments.get(respondent.id)!
  const chosen = filled.form ? readForm(form, filled.form).choice : choiceOf(assignment)
  // A page shown again keeps the revision it was made from, else a stale page would lose its staleness.
  const revision = filled.form ? readForm(form, filled.form).revision : String(assignment.revision ?? 0)
  const cards = cardsOf(visit, assignment)
  const isShown = ({ id }: { id: string }) => id === assignment.item_a || id === assignment.item_b
  return {
    ...formPage(context, visit, `pairs/${seq}`, filled, {
      heading: say(visit, construct.question),
      progress: `${words.comparisonOf(seq, total)} · ${say(visit, construct.name)}`,
      hidden: [{ name: 'revision', value: revision }],
    }),
    definition: say(visit, construct.definition),
    cards: cards.map(({ card }) => card),
    patients: patientsOf(context, visit, definition.targets.filter(isShown)),
    looks: looksOf(context, visit, definition.comparators.filter(isShown)),
    options: optionsOf(visit, construct, cards, chosen),
    keysSwitch: true,
    canStop: true,
  }
}

function requireAssignment(context: Context, visit: StartedVisit, seq: number): AnsweredRow {
  const assignment = context.queries.judgements.find.get(visit.respondent.id, seq)
  if (!assignment) throw new Refusal('not_found', 'There is no such page.')
  return assignment
}

/** The two cards in the order shown; letters follow the screen and are never stored. */
function cardsOf(visit: StartedVisit, assignment: AnsweredRow): { id: string; card: Card }[] {
  const { item_a: a, item_b: b } = assignment
  return (assignment.shown_first === 'a' ? [a, b] : [b, a]).map((id, index) => {
    const item = requireItem(visit.definition, id)
    return {
      id,
      card: {
        letter: index === 0 ? 'A' : 'B',
        name: itemName(visit, item),
        label: say(visit, item.label),
        descriptor: say(visit, item.descriptor),
      },
    }
  })
}

function optionsOf(
  visit: StartedVisit,
  construct: Pick<Construct, 'answerMore'>,
  cards: { id: string; card: Card }[],
  chosen: string | undefined,
): Option[] {
  const { words } = visit
  const more = cards.map(({ id, card }) => ({
    value: id,
    label: answerText(visit, construct, card),
  }))
  const choices = [
    more[0]!,
    { value: 'equal', label: words.aboutEqual },
    more[1]!,
    { value: 'cannot', label: words.cannotCompare },
  ]
  return choices.map((choice, index) => ({
    ...choice,
    id: `choice-${index + 1}`,
    key: index === 3 ? '0' : String(index + 1),
    checked: choice.value === chosen,
    apart: index === 3,
  }))
}

/** Returns an answer such as "A, 62380, is more stressful". */
export function answerText(
  visit: StartedVisit,
  construct: Pick<Construct, 'answerMore'>,
  card: Pick<Card, 'letter' | 'name'>,
): string {
  return say(visit, construct.answerMore).replace('{item}', () =>
    visit.words.lettered(card.letter, card.name),
  )
}
