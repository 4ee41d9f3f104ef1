import type { Db } from '../open-database.ts'

export interface TokenRow {
  id: number
  user_id: number
  name: string
  created_at: number
  last_used_at: number | null
  revoked_at: number | null
}

const columns = 'id, user_id, name, created_at, last_used_at, revoked_at'

/** Read-only tokens of people; a token itself is kept as SHA-256 only. */
export function tokenQueries(db: Db) {
  return {
    insert: db.prepare<[userId: number, name: string, tokenHash: Buffer, at: number]>(
      'INSERT INTO api_token (user_id, name, token_hash, created_at) VALUES (?, ?, ?, ?)',
    ),
    findByHash: db.prepare<[tokenHash: Buffer], TokenRow>(
      `SELECT ${columns} FROM api_token WHERE token_hash = ?`,
    ),
    find: db.prepare<[id: number, userId: number], TokenRow>(
      `SELECT ${columns} FROM api_token WHERE id = ? AND user_id = ?`,
    ),
    listOf: db.prepare<[userId: number], TokenRow>(
      `SELECT ${columns} FROM api_token WHERE user_id = ? ORDER BY revoked_at IS NOT NULL, id DESC`,
    ),
    /** Notes a use, at most once in the time since `notedBefore`. */
    touch: db.prepare<[usedAt: number, id: number, notedBefore: number]>(
      'UPDATE api_token SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)',
    ),
    revoke: db.prepare<[at: number, id: number]>(
      'UPDATE api_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
    ),
    revokeAllOf: db.prepare<[at: number, userId: number]>(
      'UPDATE api_token SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL',
    ),
  }
}
