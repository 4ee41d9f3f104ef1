import type { Db } from '../open-database.ts'

export type Role = 'owner' | 'coordinator' | 'analyst' | 'auditor'

export interface PersonRow {
  id: number
  email: string
  name: string
  role: Role
  /** a coordinator's only society; null: all */
  society: string | null
  created_at: number
  disabled_at: number | null
}

export interface SessionRow {
  token_hash: Buffer
  user_id: number
  created_at: number
  last_seen_at: number
  expires_at: number
  /** kind of browser, in plain words; empty where it did not say */
  device: string
}

const sessionColumns = 'token_hash, user_id, created_at, last_seen_at, expires_at, device'

const columns = 'id, email, name, role, society, created_at, disabled_at'

/** People who run studies, and their sessions (a session's token is kept as SHA-256 only). */
export function peopleQueries(db: Db) {
  return {
    count: db.prepare<[], number>('SELECT count(*) FROM user').pluck(),
    insert: db.prepare<
      [email: string, name: string, passwordHash: string, role: Role, society: string | null, at: number]
    >('INSERT INTO user (email, name, password_hash, role, society, created_at) VALUES (?, ?, ?, ?, ?, ?)'),
    find: db.prepare<[id: number], PersonRow>(`SELECT ${columns} FROM user WHERE id = ?`),
    findByEmail: db.prepare<[email: string], PersonRow>(`SELECT ${columns} FROM user WHERE email = ?`),
    findPasswordHash: db.prepare<[id: number], string>('SELECT password_hash FROM user WHERE id = ?').pluck(),
    setPasswordHash: db.prepare<[hash: string, id: number]>('UPDATE user SET password_hash = ? WHERE id = ?'),
    list: db.prepare<[], PersonRow>(`SELECT ${columns} FROM user ORDER BY name COLLATE NOCASE, id`),
    setDisabled: db.prepare<[at: number | null, id: number]>('UPDATE user SET disabled_at = ? WHERE id = ?'),
    setRole: db.prepare<[role: Role, society: string | null, id: number]>(
      'UPDATE user SET role = ?, society = ? WHERE id = ?',
    ),
    countOtherOwners: db
      .prepare<[id: number], number>(
        `SELECT count(*) FROM user WHERE role = 'owner' AND disabled_at IS NULL AND id <> ?`,
      )
      .pluck(),
    insertSession: db.prepare<
      [
        tokenHash: Buffer,
        userId: number,
        createdAt: number,
        seenAt: number,
        expiresAt: number,
        device: string,
      ]
    >(`INSERT INTO session (${sessionColumns}) VALUES (?, ?, ?, ?, ?, ?)`),
    findSession: db.prepare<[tokenHash: Buffer], SessionRow>(
      `SELECT ${sessionColumns} FROM session WHERE token_hash = ?`,
    ),
    touchSession: db.prepare<[seenAt: number, tokenHash: Buffer]>(
      'UPDATE session SET last_seen_at = ? WHERE token_hash = ?',
    ),
    deleteSession: db.prepare<[tokenHash: Buffer]>('DELETE FROM session WHERE token_hash = ?'),
    deleteSessionsOf: db.prepare<[userId: number]>('DELETE FROM session WHERE user_id = ?'),
    listSessionsOf: db.prepare<[userId: number], SessionRow>(
      `SELECT ${sessionColumns} FROM session WHERE user_id = ? ORDER BY last_seen_at DESC, created_at DESC`,
    ),
    deleteSessionsBut: db.prepare<[userId: number, tokenHash: Buffer]>(
      'DELETE FROM session WHERE user_id = ? AND token_hash <> ?',
    ),
    deleteExpired: db.prepare<[now: number, idleSince: number]>(
      'DELETE FROM session WHERE expires_at <= ? OR last_seen_at <= ?',
    ),
  }
}
