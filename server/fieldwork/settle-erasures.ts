import { emptyLog, wipeFreePages } from '../../db/wipe.ts'
import type { Context } from '../context.ts'
import { writeErasureLines } from './erasure-record.ts'

/**
 * Does what is left after an erasure was committed: its line is written beside the database, and what was deleted is
 * overwritten. Called after each erasure, and by the program now and then until all of it is done; a fault here is
 * logged and tried again, because the erasure itself stands.
 */
export function settleErasures(context: Context): void {
  for (const settle of [writeErasureLines, wipe])
    try {
      settle(context)
    } catch (error) {
      context.log.error({ err: error }, 'an erasure is not settled yet')
    }
}

/**
 * Takes what was erased out of the log of the file, and after a cut or a removal out of its free pages too, as soon as
 * nobody reads an older state.
 */
export function wipe(context: Context): void {
  const { erasure } = context.queries
  const due = erasure.listWipes.all()
  const pages = due.includes('pages') || erasure.countUnwiped.get()! > 0
  if (!pages && due.length === 0) return
  if (!(pages ? wipeFreePages(context.db) : emptyLog(context.db))) return
  context.transaction(() => {
    if (pages) erasure.setWiped.run(context.now())
    erasure.clearWipes.run()
  })
}
