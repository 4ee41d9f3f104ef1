/** Tells whether the database refused a change because another row needs what would go. */
export function isForeignKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')
}
