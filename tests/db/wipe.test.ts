import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { wipeFreePages } from '../../db/wipe.ts'

const folder = mkdtempSync(join(tmpdir(), 'comparand-wipe-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was deleted stays deleted and is wiped later when another program writes at that moment', () => {
  const file = join(folder, 'comparand.db')
  const db = openDatabase(file, 20)
  db.exec('CREATE TABLE note (text TEXT) STRICT')
  const other = openDatabase(file, 20)
  other.exec('BEGIN IMMEDIATE')
  expect(wipeFreePages(db)).toBe(false)
  other.exec('COMMIT')
  expect(wipeFreePages(db)).toBe(true)
  other.close()
  db.close()
})
