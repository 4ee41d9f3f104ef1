import { z } from 'zod'
import { readForm } from '../http/read-form.ts'
import { Refusal } from '../refusal.ts'
import { progressOf } from './next-step.ts'
import type { FormStep } from './page-flow.ts'
import { formPage, say } from './visit-shell.ts'

const form = z.strictObject({})

/** A rest between blocks: what the next comparisons ask, how much is done, how long it took. */
export const blockStep: FormStep = {
  step: (_visit, params) => (/^[1-9]\d?$/.test(params.block ?? '') ? `blocks/${params.block}` : undefined),

  show(context, visit, params, filled) {
    const { words, respondent, definition } = visit
    const blocks = context.queries.judgements.listBlocks.all(respondent.id)
    const block = requireBlock(blocks, params.block)
    const construct = definition.constructs.find((one) => one.slug === block.construct)!
    const { done, total } = progressOf(context, respondent, definition)
    const minutes = Math.round(context.queries.respondents.totalActiveMs.get(respondent.id)! / 60_000)
    const soFar = [words.doneOf(done, total), ...(minutes > 0 ? [words.minutesSoFar(minutes)] : [])]
    return {
      template: 'respond/block',
      model: {
        ...formPage(context, visit, `blocks/${block.block}`, filled, {
          heading: say(visit, construct.name),
          progress: words.partOf(block.block, blocks.length),
        }),
        construct: say(visit, construct.name),
        question: say(visit, construct.question),
        definition: say(visit, construct.definition),
        soFar: soFar.join(' · '),
      },
    }
  },

  save(context, visit, params, raw) {
    readForm(form, raw)
    requireBlock(context.queries.judgements.listBlocks.all(visit.respondent.id), params.block)
    context.queries.respondents.insertStep.run(visit.respondent.id, `blocks/${params.block}`, visit.now)
    return 'saved'
  },
}

function requireBlock<Block extends { block: number }>(blocks: Block[], number: string | undefined): Block {
  const block = blocks.find((one) => one.block === Number(number))
  if (!block) throw new Refusal('not_found', 'There is no such page.')
  return block
}
