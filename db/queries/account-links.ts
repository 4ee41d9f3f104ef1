import type { Db } from '../open-database.ts'
import type { Role } from './people.ts'

export interface AccountLinkRow {
  id: number
  purpose: 'join' | 'password'
  user_id: number | null
  email: string
  name: string
  role: Role
  society: string | null
  made_at: number
  made_by: string
  expires_at: number
  used_at: number | null
  revoked_at: number | null
}

const columns =
  'id, purpose, user_id, email, name, role, society, made_at, made_by, expires_at, used_at, revoked_at'

/** Links that work once, for people who join or need a new password; a link's token is kept as SHA-256 only. */
export function accountLinkQueries(db: Db) {
  return {
    insert: db.prepare<
      [
        purpose: 'join' | 'password',
        userId: number | null,
        email: string,
        name: string,
        role: Role,
        society: string | null,
        tokenHash: Buffer,
        madeAt: number,
        madeBy: string,
        expiresAt: number,
      ]
    >(
      `INSERT INTO account_link (purpose, user_id, email, name, role, society, token_hash, made_at, made_by, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    find: db.prepare<[id: number], AccountLinkRow>(`SELECT ${columns} FROM account_link WHERE id = ?`),
    findByHash: db.prepare<[tokenHash: Buffer], AccountLinkRow>(
      `SELECT ${columns} FROM account_link WHERE token_hash = ?`,
    ),
    /** Neither used nor revoked; some may be past their time. */
    listWaiting: db.prepare<[], AccountLinkRow>(
      `SELECT ${columns} FROM account_link WHERE used_at IS NULL AND revoked_at IS NULL ORDER BY id DESC`,
    ),
    use: db.prepare<[at: number, id: number]>('UPDATE account_link SET used_at = ? WHERE id = ?'),
    revokeOf: db.prepare<[at: number, email: string]>(
      `UPDATE account_link SET revoked_at = ? WHERE email = ? AND used_at IS NULL AND revoked_at IS NULL`,
    ),
  }
}
