import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaText } from './schema-text.ts'

writeFileSync(join(import.meta.dirname, 'schema.sql'), schemaText())
