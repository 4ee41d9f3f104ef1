/** Writes docs/analysis-result.md from the schema. Run with `node tests/validation/make-analysis-doc.ts`. */
import { writeFileSync } from 'node:fs'
import { describeAnalysisResult } from '../../server/results/describe-schema.ts'

writeFileSync(new URL('../../docs/analysis-result.md', import.meta.url), describeAnalysisResult())
