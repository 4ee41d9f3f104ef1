import { readdirSync, readFileSync } from 'node:fs'
import { Refusal } from '../refusal.ts'
import { type Definition, readDefinition } from './definition.ts'

/** Ready-made studies: one JSON file each, named as `study publish --template` names them. */
const folder = new URL('./templates/', import.meta.url)

/** Returns the names of the ready-made studies and their English titles, in alphabetical order. */
export function listTemplates(): { name: string; title: string }[] {
  return templateNames().map((name) => {
    const { title } = requireTemplate(name)
    return { name, title: title.en ?? Object.values(title)[0] ?? name }
  })
}

/** Returns a ready-made study, read anew at every call, so that a caller may change its copy. */
export function requireTemplate(name: string): Definition {
  const names = templateNames()
  // Only names found in the folder are opened: a name may come from a form, and `../` must lead nowhere.
  if (!names.includes(name))
    throw new Refusal(
      'not_found',
      `There is no template named “${name}”. The templates are ${names.join(', ')}.`,
    )
  const read = readDefinition(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')))
  if (read.ok) return read.definition
  const problems = read.problems.map((problem) => `${problem.path}: ${problem.expected}`)
  throw new Error(`The template ${name} is not a valid study. ${problems.join('; ')}`)
}

function templateNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()
}
