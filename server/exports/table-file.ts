import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Cell, Column } from './column.ts'
import { restsBetween } from './rest-between.ts'
import { csvFormat, type Flavour } from './to-csv.ts'

/** What the manifest says about a file; rows is null where a file is no table. */
export interface FileFacts {
  name: string
  rows: number | null
  bytes: number
  sha256: string
}

/** A table being written: rows go out in batches, are counted and hashed, and are on disk when closed. */
export interface TableFile {
  add(row: Cell[]): void
  close(): FileFacts
}

/** Large enough that the cost per batch vanishes, small enough for the youngest part of the heap. */
const rowsPerBatch = 100

/** Opens a new table in a folder. */
export function openTable(
  folder: string,
  name: string,
  columns: readonly Column[],
  flavour: Flavour,
  spans?: readonly number[],
): TableFile {
  const format = csvFormat(columns, flavour, spans)
  const file = openCounted(folder, name)
  let batch: Cell[][] = []
  let rows = 0
  const flush = (): void => {
    file.write(format.toLines(batch))
    rows += batch.length
    batch = []
  }
  file.write(format.header)
  return {
    add(row) {
      batch.push(row)
      if (batch.length === rowsPerBatch) flush()
    },
    close() {
      flush()
      return { name, rows, ...file.close() }
    },
  }
}

/** Writes a whole table from rows that are made while it is written. */
export function writeTable(
  folder: string,
  name: string,
  columns: readonly Column[],
  flavour: Flavour,
  rows: Iterable<Cell[]>,
  spans?: readonly number[],
): FileFacts {
  const table = openTable(folder, name, columns, flavour, spans)
  for (const row of rows) table.add(row)
  return table.close()
}

/** Writes a file that is no table. */
export function writeText(folder: string, name: string, text: string): FileFacts {
  return writeParts(folder, name, inParts(text))
}

/** Writes a file that is no table from texts that are made while it is written. */
export function writeParts(folder: string, name: string, parts: Iterable<string>): FileFacts {
  const file = openCounted(folder, name)
  for (const part of parts) file.write(part)
  return { name, rows: null, ...file.close() }
}

const charactersPerPart = 32_768

/** A text of megabytes at once would need a buffer of twice its size. */
function* inParts(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + charactersPerPart, text.length)
    // Two halves of one letter stay together.
    if (to < text.length && /[\ud800-\udbff]/.test(text[to - 1]!)) to++
    yield text.slice(from, to)
    from = to
  }
}

/** Writes a file that is no text from parts that are read while it is written. */
export function writeBytes(folder: string, name: string, parts: Iterable<Buffer>): FileFacts {
  const file = openCounted(folder, name)
  let uncollected = 0
  for (const part of parts) {
    file.writeBytes(part)
    uncollected += part.length
    if (uncollected < bytesPerCollection) continue
    // Parts lie outside the heap, so the collector lets some 70 MB of them pile up before it looks by itself.
    globalThis.gc?.({ type: 'minor' })
    uncollected = 0
  }
  return { name, rows: null, ...file.close() }
}

const bytesPerCollection = 4 * 1024 * 1024

/**
 * Writes a file of lines that are made while it is written; for programs with a format of their own. `windows` ends
 * lines as programs want that read nothing but the text files of Windows.
 */
export function writeLines(
  folder: string,
  name: string,
  lines: Iterable<string>,
  ends: 'unix' | 'windows' = 'unix',
): FileFacts {
  const file = openCounted(folder, name)
  const end = ends === 'windows' ? '\r\n' : '\n'
  let batch = ''
  for (const line of lines) {
    batch += line + end
    if (batch.length < 16_384) continue
    file.write(batch)
    batch = ''
  }
  file.write(batch)
  return { name, rows: null, ...file.close() }
}

function openCounted(folder: string, name: string) {
  const path = join(folder, name)
  makeFoldersIn(folder, dirname(name))
  const descriptor = openSync(path, 'wx')
  const hash = createHash('sha256')
  // One buffer for all batches: fresh ones would pile up outside the heap faster than they are collected.
  let held = Buffer.allocUnsafe(128 * 1024)
  let bytes = 0
  let unsynced = 0
  const put = (part: Buffer): void => {
    const { length } = part
    hash.update(part)
    for (let from = 0; from < length; ) from += writeSync(descriptor, part, from, length - from)
    bytes += length
    unsynced += length
    if (restsBetween() && unsynced >= bytesPerRest) {
      syncAndRest(descriptor)
      unsynced = 0
    }
  }
  return {
    writeBytes: put,
    write(text: string): void {
      const length = Buffer.byteLength(text)
      if (length > held.length) held = Buffer.allocUnsafe(length * 2)
      held.write(text)
      put(held.subarray(0, length))
    },
    close(): { bytes: number; sha256: string } {
      fsyncSync(descriptor)
      closeSync(descriptor)
      return { bytes, sha256: hash.digest('hex') }
    },
  }
}

/** Makes folders inside another, never that one: where it was taken away, this work is no longer wanted. */
function makeFoldersIn(folder: string, inside: string): void {
  if (inside === '.') return
  makeFoldersIn(folder, dirname(inside))
  try {
    mkdirSync(join(folder, inside))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/**
 * Beside the web process answers are saved at the same time, and their commits wait behind every byte we have not put
 * on disk yet. So we sync little by little, and rest as long as each sync took.
 */
const bytesPerRest = 1024 * 1024
const rest = new Int32Array(new SharedArrayBuffer(4))

function syncAndRest(descriptor: number): void {
  const began = performance.now()
  fsyncSync(descriptor)
  Atomics.wait(rest, 0, 0, performance.now() - began)
}
