import type { Db } from '../open-database.ts'

export interface SecondFactorRow {
  user_id: number
  /** sealed, see server/accounts/sealed-secret.ts */
  secret: Buffer
  since: number
  last_step: number
}

/** Second factors of people, and the recovery codes that stand in for a lost telephone. */
export function secondFactorQueries(db: Db) {
  return {
    find: db.prepare<[userId: number], SecondFactorRow>(
      'SELECT user_id, secret, since, last_step FROM second_factor WHERE user_id = ?',
    ),
    insert: db.prepare<[userId: number, secret: Buffer, since: number, lastStep: number]>(
      'INSERT INTO second_factor (user_id, secret, since, last_step) VALUES (?, ?, ?, ?)',
    ),
    /** Takes a code's time step; changes nothing when it, or a later one, was taken before. */
    takeStep: db.prepare<[step: number, userId: number, stepAgain: number]>(
      'UPDATE second_factor SET last_step = ? WHERE user_id = ? AND last_step < ?',
    ),
    delete: db.prepare<[userId: number]>('DELETE FROM second_factor WHERE user_id = ?'),
    insertCode: db.prepare<[userId: number, codeHash: Buffer]>(
      'INSERT INTO recovery_code (user_id, code_hash) VALUES (?, ?)',
    ),
    deleteCodes: db.prepare<[userId: number]>('DELETE FROM recovery_code WHERE user_id = ?'),
    takeCode: db.prepare<[at: number, userId: number, codeHash: Buffer]>(
      'UPDATE recovery_code SET used_at = ? WHERE user_id = ? AND code_hash = ? AND used_at IS NULL',
    ),
    countCodes: db
      .prepare<[userId: number], number>(
        'SELECT count(*) FROM recovery_code WHERE user_id = ? AND used_at IS NULL',
      )
      .pluck(),
    listUsers: db.prepare<[], number>('SELECT user_id FROM second_factor').pluck(),
  }
}
