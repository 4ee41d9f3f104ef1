import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Construct } from '../definition.ts'
import { construct } from '../definition-parts.ts'

/** Returns the ready constructs, in all four languages; read anew at every call, so that a caller may change its copy. */
export function listLibraryConstructs(): Construct[] {
  const file = readFileSync(new URL('./constructs.json', import.meta.url), 'utf8')
  return z.array(construct).parse(JSON.parse(file))
}
