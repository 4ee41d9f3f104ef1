import type { Context } from '../context.ts'

/** A list that nobody confirmed is deleted after a day. */
export const uploadMs = 24 * 3_600_000

/** Deletes the lists whose day is over; the program calls it now and then. Must run inside a write. */
export function forgetOldLists(context: Context): void {
  context.queries.memberLists.deleteOldUploads.run(context.now() - uploadMs)
}
