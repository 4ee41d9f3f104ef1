/** Where the columns of a relative value file stand, counted from 0. */
export interface FileColumns {
  code: number
  wrvu: number
  modifier?: number | undefined
  status?: number | undefined
  globalDays?: number | undefined
  multipleProcedure?: number | undefined
  descriptor?: number | undefined
}

/** A column's name is spread over at most so many lines above the one that says HCPCS. */
const linesOfHeader = 5

/**
 * Returns where the columns stand when this row is the last line of a header, else undefined. Published files spread a
 * name over several lines (WORK above RVU), so the cells above are read with it, from top to bottom.
 */
export function findColumns(above: readonly string[][], row: readonly string[]): FileColumns | undefined {
  const isHeader = row.some((cell) => /^HCPCS\b/i.test(cell))
  if (!isHeader) return undefined
  const lines = [...above.slice(-linesOfHeader), row]
  const width = Math.max(...lines.map((cells) => cells.length))
  const names = Array.from({ length: width }, (_, index) =>
    lines
      .map((cells) => cells[index] ?? '')
      .filter((cell) => cell !== '')
      .join(' ')
      .toUpperCase()
      .replace(/\s+/g, ' '),
  )
  const find = (pattern: RegExp) => {
    const index = names.findIndex((name) => pattern.test(name))
    return index < 0 ? undefined : index
  }
  const code = find(/\bHCPCS( CODE)?$/)
  const wrvu = find(/\bWORK RVUS?2?$/)
  if (code === undefined || wrvu === undefined) return undefined
  return {
    code,
    wrvu,
    modifier: find(/\bMOD(IFIER)?$/),
    status: find(/\bSTATUS( CODE)?$/),
    globalDays: find(/\bGLOB(AL)?( DAYS)?$/),
    multipleProcedure: find(/\bMULT(IPLE)?( PROC(EDURE)?)?$/),
    descriptor: find(/\bDESCRIPTION$/),
  }
}
