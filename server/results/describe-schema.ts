import { z } from 'zod'
import { analysisResult } from './analysis-result.ts'

type Schema = {
  type?: string | string[]
  description?: string
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  items?: Schema | boolean
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  prefixItems?: Schema[]
}

/** The documentation of the JSON result as Markdown, made from its schema so that the two cannot disagree. */
export function describeAnalysisResult(): string {
  const rows = listKeys(z.toJSONSchema(analysisResult) as Schema, '')
  return `# The result of \`comparand analyse --json\`

Generated from its schema by \`node tests/validation/make-analysis-doc.ts\`; do not edit. \`<id>\` stands for the id of an
item, \`[]\` for every element of a list. Measures and their errors are in logits.

| key | type | meaning |
|---|---|---|
${rows.map(([key, type, meaning]) => `| \`${key}\` | ${type} | ${meaning} |`).join('\n')}
`
}

function listKeys(schema: Schema, path: string): [string, string, string][] {
  const own: [string, string, string][] =
    path === '' ? [] : [[path, typeText(schema), (schema.description ?? '').replaceAll('|', '\\|')]]
  const inner = present(schema)
  const prefix = path === '' ? '' : `${path}.`
  if (inner.properties) {
    return [
      ...own,
      ...Object.entries(inner.properties).flatMap(([key, child]) => listKeys(child, `${prefix}${key}`)),
    ]
  }
  if (typeof inner.additionalProperties === 'object' && inner.additionalProperties.properties) {
    return [...own, ...listKeys(inner.additionalProperties, `${prefix}<id>`).slice(1)]
  }
  const element = typeof inner.items === 'object' ? present(inner.items) : undefined
  if (element?.properties) return [...own, ...listKeys(element, `${path}[]`).slice(1)]
  if (element?.anyOf)
    return [...own, ...element.anyOf.flatMap((option) => listKeys(option, `${path}[]`).slice(1))]
  return own
}

/** The schema behind a "... or null". */
function present(schema: Schema): Schema {
  const options = schema.anyOf?.filter((option) => option.type !== 'null')
  return options?.length === 1 ? options[0]! : schema
}

function typeText(schema: Schema): string {
  const inner = present(schema)
  const nullable = inner === schema ? '' : ' or null'
  if (inner.enum) return `${inner.enum.map((value) => `\`${value}\``).join(', ')}${nullable}`
  if (inner.const !== undefined) return `\`${inner.const}\`${nullable}`
  if (inner.prefixItems) return `[low, high]${nullable}`
  if (inner.type === 'array') return `list${nullable}`
  const type = Array.isArray(inner.type) ? inner.type.join(' or ') : inner.type
  return `${type ?? 'one of several'}${nullable}`
}
