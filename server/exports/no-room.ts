import { Refusal } from '../refusal.ts'

const noRoom = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])

/** Returns a sentence for a person where the disk was full, else the error as it is. */
export function noRoomRefusal(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === undefined || !noRoom.has(code)) return error
  return new Refusal(
    'no_room',
    'The disk is full, so the files could not be written; nothing was left behind. Make room and try again.',
  )
}
