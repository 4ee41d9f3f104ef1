import type { Context } from '../context.ts'
import { Refusal } from '../refusal.ts'
import { canonicalJson, sha256 } from '../studies/canonical-json.ts'
import { type Definition, readDefinition } from '../studies/definition.ts'
import { listTexts } from '../studies/definition-text.ts'
import { logEvent, requireStudy } from '../studies/lifecycle.ts'
import { isLanguage, type Language } from '../words/languages.ts'
import { toDotted } from './missing.ts'
import { setAt, valueAt } from './paths.ts'
import { countChangedWords, type WordRun, wordDifference, wordsOf } from './word-difference.ts'

/** One text of a published definition that gets another wording. */
export interface Rewording {
  /** dotted, with the language: `constructs.0.question.en` */
  path: string
  words: WordRun[]
}

/** What a typing error may change in one text: so many words, or this share of a long text. */
const most = { words: 3, share: 0.1 }

export const structuralSentence =
  'A live study changes only in its wording. For anything else — another comparator, question, choice or design — close it, copy the study, change the copy and publish it: its answers are then counted apart.'

/**
 * Returns a published definition with other wordings, and how each text differs word by word. `wordings` holds new
 * texts by dotted path with the language. Refuses whatever is more than a typing error: text where there was none,
 * a text taken away, many other words, and every path that is no text.
 */
export function reword(
  definition: Definition,
  wordings: ReadonlyMap<string, string>,
): { definition: Definition; changes: Rewording[] } {
  const texts = new Set(
    listTexts(definition).flatMap(({ path, text }) =>
      Object.keys(text).map((language) => `${toDotted(path)}.${language}`),
    ),
  )
  const reworded = structuredClone(definition)
  const changes: Rewording[] = []
  for (const [path, typed] of wordings) {
    if (!texts.has(path)) throw new Refusal('conflict', structuralSentence)
    const before = valueAt(definition, path) as string
    if (typed === before) continue
    changes.push({ path, words: requireTypo(before, typed) })
    setAt(reworded, path, typed)
  }
  return { definition: reworded, changes }
}

function requireTypo(before: string, after: string): WordRun[] {
  if (after === '')
    throw new Refusal('invalid', 'A text of a live study cannot be taken away, only corrected.')
  const words = wordDifference(before, after)
  const { gone, came } = countChangedWords(words)
  const allowed = Math.max(most.words, Math.floor(wordsOf(before).length * most.share))
  if (Math.max(gone, came) > allowed)
    throw new Refusal(
      'invalid',
      `“${before.slice(0, 60)}${before.length > 60 ? '…' : ''}” would change by ${Math.max(gone, came)} words; as a typing error at most ${allowed} may. ${structuralSentence}`,
    )
  return words
}

/**
 * Publishes corrected wordings as the next minor version of a live study, noted with its reason and logged; who began
 * before keeps the version they answered. Refuses when the version shown is no longer the newest one.
 */
export function publishMinor(
  context: Context,
  slug: string,
  given: { from: number; wordings: ReadonlyMap<string, string>; reason: string },
  actor: string,
): { label: string } {
  return context.transaction(() => {
    const { studies } = context.queries
    const study = requireStudy(context, slug)
    if (study.state !== 'live')
      throw new Refusal('conflict', 'Only the wording of a live study is corrected.')
    const newest = studies.findNewestVersion.get(study.id)!
    if (newest.id !== given.from)
      throw new Refusal('conflict', 'The wording was corrected by somebody else meanwhile. Look again.')
    if (given.reason === '')
      throw new Refusal('invalid', 'Say why: the reason stands in the list of versions.')
    const published = JSON.parse(newest.definition) as Definition
    const { definition, changes } = reword(published, given.wordings)
    if (changes.length === 0) throw new Refusal('invalid', 'No text is different.')
    const read = readDefinition(definition)
    if (!read.ok)
      throw new Refusal(
        'invalid',
        'The corrected texts do not fit.',
        read.problems.map(({ expected }) => expected),
      )
    const json = canonicalJson(definition)
    const minor = newest.minor + 1
    const hash = sha256(json)
    const at = context.now()
    const { lastInsertRowid } = studies.insertVersion.run(
      study.id,
      newest.number,
      minor,
      json,
      hash,
      newest.plan_sha256,
      at,
      actor,
    )
    studies.insertNote.run(Number(lastInsertRowid), given.reason, actor, at)
    const detail = {
      version: `${newest.number}.${minor}`,
      sha256: hash,
      texts: changes.map(({ path }) => path),
    }
    logEvent(context, actor, 'wording corrected', study.id, detail)
    return { label: `${newest.number}.${minor}` }
  })
}

/** Returns the language at the end of a text's path. */
export function languageOf(path: string): Language | undefined {
  const language = path.split('.').at(-1)
  return isLanguage(language) ? language : undefined
}
