import type { Db } from '../open-database.ts'

export interface FeeScheduleRow {
  id: number
  year: number
  source: string
  sha256: string
  descriptor_licence: string | null
  imported_at: number
  imported_by: string
  codes: number
}

export interface FeeCodeRow {
  year: number
  source: string
  code: string
  status: string
  wrvu: number
  global_days: string
  multiple_procedure: number | null
  descriptor: string | null
}

const codeColumns = 'year, source, code, status, wrvu, global_days, multiple_procedure, descriptor'

/** Imported relative value files, a year each, and their codes. */
export function feeQueries(db: Db) {
  return {
    insertSchedule: db.prepare<
      [year: number, source: string, sha256: string, licence: string | null, at: number, by: string]
    >(
      `INSERT INTO fee_schedule (year, source, sha256, descriptor_licence, imported_at, imported_by)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    deleteYear: db.prepare<[year: number]>('DELETE FROM fee_schedule WHERE year = ?'),
    /** `rows` is JSON: [code, status, wRVU, global days, multiple-procedure indicator, descriptor] a code. */
    insertCodes: db.prepare<[scheduleId: number, rows: string]>(
      `INSERT INTO fee_schedule_code (schedule_id, code, status, wrvu, global_days, multiple_procedure, descriptor)
       SELECT ?, value ->> 0, value ->> 1, CAST(value ->> 2 AS REAL), value ->> 3, value ->> 4, value ->> 5
       FROM json_each(?)`,
    ),
    listSchedules: db.prepare<[], FeeScheduleRow>(
      `SELECT id, year, source, sha256, descriptor_licence, imported_at, imported_by,
         (SELECT count(*) FROM fee_schedule_code WHERE schedule_id = fee_schedule.id) AS codes
       FROM fee_schedule ORDER BY year DESC`,
    ),
    findCode: db.prepare<[code: string, year: number], FeeCodeRow>(
      `SELECT ${codeColumns} FROM fee_schedule_code JOIN fee_schedule ON fee_schedule.id = schedule_id
       WHERE code = ? AND year = ?`,
    ),
    /** Codes from `from` to `to` (both in the alphabet's order), every year of each. */
    listCodes: db.prepare<[from: string, to: string, limit: number], FeeCodeRow>(
      `SELECT ${codeColumns} FROM fee_schedule CROSS JOIN fee_schedule_code ON schedule_id = fee_schedule.id
       WHERE code BETWEEN ? AND ? ORDER BY code, year LIMIT ?`,
    ),
  }
}
