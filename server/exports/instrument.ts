import { canonicalJson } from '../studies/canonical-json.ts'
import type { Comparator, Construct, Definition, Target, Text } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions, codesText, textIn } from '../studies/definition-text.ts'
import { languageNames } from '../words/languages.ts'
import type { ExportedVersion } from './snapshot.ts'

type Language = Definition['languages'][number]

/** A file of the folder instrument/. */
export interface InstrumentFile {
  name: string
  text: string
}

/**
 * Returns each study version and its plan as they were published – the very bytes whose SHA-256 the manifest names – and
 * the newest one as surgeons read it, in each language.
 */
export function instrumentFiles(versions: readonly ExportedVersion[]): InstrumentFile[] {
  const newest = versions.at(-1)!
  return [
    ...versions.map(({ label, row }) => ({
      name: `instrument/definition-${label}.json`,
      text: row.definition,
    })),
    // The plan by itself, in the canonical form whose SHA-256 was frozen.
    ...versions.map(({ label, definition }) => ({
      name: `instrument/plan-${label}.json`,
      text: canonicalJson(definition.plan),
    })),
    ...newest.definition.languages.map((language) => ({
      name: `instrument/as-shown-${language}.md`,
      text: asShown(newest.definition, language),
    })),
  ]
}

function asShown(definition: Definition, language: Language): string {
  const say = (text: Text | undefined): string => textIn(text, language, definition)
  const parts = [
    `# ${say(definition.title)}`,
    `Language: ${languageNames[language]}`,
    say(definition.introduction),
    say(definition.consent.text),
    say(definition.consent.dataProtection),
    ...definition.targets.map((target) =>
      [
        `## ${target.id} – ${codesText(target)}`,
        say(target.label),
        say(target.descriptor),
        say(target.variant),
        say(target.vignette),
        mediaText(target, say),
      ]
        .filter(Boolean)
        .join('\n\n'),
    ),
    list(definition.comparators.map((one) => `${one.id} – ${codesText(one)}: ${say(one.label)}`)),
    ...definition.comparators.map((one) => mediaText(one, say)),
    ...definition.constructs.map((construct) => constructText(construct, say)),
    ...askedQuestions(definition).map((question) => questionText(question, say)),
    ...ratingText(definition, say),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** Pictures and videos by what they show; the files themselves stay with the installation. */
function mediaText({ media = [] }: Target | Comparator, say: (text: Text | undefined) => string): string {
  return list(
    media.map(({ type, file, alternative, caption }) =>
      [`${type} \`${file}\``, say(alternative), say(caption)].filter(Boolean).join(': '),
    ),
  )
}

function constructText(construct: Construct, say: (text: Text) => string): string {
  return [
    `## ${say(construct.name)} (\`${construct.slug}\`)`,
    say(construct.question),
    say(construct.definition),
    `> ${say(construct.answerMore)}`,
  ].join('\n\n')
}

function questionText(question: AskedQuestion, say: (text: Text | undefined) => string): string {
  const options = (question.options ?? []).map((option) => `\`${option.value}\` ${say(option.label)}`)
  const { variable, min, max } = question
  const bounds = min === undefined && max === undefined ? '' : `${min ?? '…'} – ${max ?? '…'}`
  const answer = [bounds, say(question.unit)].filter(Boolean).join(' ')
  const text = [say(question.group), say(question.text)].filter(Boolean).join(': ')
  const parts = [`## \`${variable}\``, text, say(question.hint), answer, list(options)]
  return parts.filter((part) => part !== '').join('\n\n')
}

function ratingText({ ratingScale, ratingItems }: Definition, say: (text: Text) => string): string[] {
  if (!ratingScale) return []
  return [
    `## ${say(ratingScale.question)}`,
    list(ratingScale.categories.map((category, index) => `\`${index}\` ${say(category)}`)),
    list(ratingItems.map((item) => `\`${item.id}\` ${say(item.label)}: ${say(item.text)}`)),
  ]
}

function list(lines: string[]): string {
  return lines.map((line) => `- ${line}`).join('\n')
}
