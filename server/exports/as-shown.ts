import { basename } from 'node:path'
import type { Comparator, Construct, Definition, Target, Text } from '../studies/definition.ts'
import { type AskedQuestion, askedQuestions, codesText, textIn } from '../studies/definition-text.ts'
import { wordsIn } from '../words/index.ts'
import { languageNames } from '../words/languages.ts'

type Language = Definition['languages'][number]
type Say = (text: Text | undefined) => string

/**
 * Returns a definition as surgeons read it in one language, as Markdown for a folder beside the pictures; `placeOf`
 * tells where a picture or video lies, undefined for one that was left out.
 */
export function asShown(
  definition: Definition,
  language: Language,
  placeOf: (sha256: string) => string | undefined,
): string {
  const say: Say = (text) => textIn(text, language, definition)
  const media = (item: Target | Comparator) => mediaText(item, say, placeOf)
  const parts = [
    `# ${say(definition.title)}`,
    `Language: ${languageNames[language]}`,
    ...welcomeText(definition, language, say),
    ...definition.targets.map((target) =>
      joined([
        `## ${target.id} – ${codesText(target)}`,
        say(target.label),
        say(target.descriptor),
        say(target.variant),
        say(target.vignette),
        media(target),
      ]),
    ),
    list(definition.comparators.map((one) => `${one.id} – ${codesText(one)}: ${say(one.label)}`)),
    ...definition.comparators
      .filter((one) => one.descriptor || one.media)
      .map((one) => joined([`## ${one.id} – ${codesText(one)}`, say(one.descriptor), media(one)])),
    practiceText(definition, language, say),
    ...definition.constructs.map((construct) => constructText(construct, language, say)),
    ...askedQuestions(definition).map((question) => questionText(question, say)),
    ...ratingText(definition, say),
  ]
  return `${joined(parts)}\n`
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}

function welcomeText(definition: Definition, language: Language, say: Say): string[] {
  const words = wordsIn(language)
  const { sponsor, consent } = definition
  return [
    say(definition.introduction),
    `${words.sponsorHeading}: ${sponsor.name}`,
    `${words.interestHeading}: ${say(sponsor.interest)}`,
    say(definition.ethicsReference),
    say(consent.text),
    say(consent.dataProtection),
    answers([words.iAgree, words.iDoNotAgree]),
  ]
}

/** Pictures show themselves, videos and subtitles are links; one that was left out is named by its hash. */
function mediaText(
  { media = [] }: Target | Comparator,
  say: Say,
  placeOf: (sha256: string) => string | undefined,
): string {
  const shown = media.map(({ type, file, alternative, caption, subtitles = {} }) => {
    const place = placeOf(file)
    const words = say(alternative).replaceAll(/\s*\n\s*/g, ' ')
    const named = place
      ? `${type === 'video/mp4' ? '' : '!'}[${words.replaceAll(/[[\]\\]/g, '\\$&')}](media/${basename(place)})`
      : `${type} \`${file}\`: ${words}`
    const tracks = Object.entries(subtitles).map(([language, hash]) => {
      const track = placeOf(hash)
      return `${language} ${track ? `[WebVTT](media/${basename(track)})` : `\`${hash}\``}`
    })
    return joined([named, say(caption), list(tracks)])
  })
  return joined(shown)
}

/** The comparison to try, whose answer is not kept. */
function practiceText({ practicePair: pair }: Definition, language: Language, say: Say): string {
  if (!pair) return ''
  const words = wordsIn(language)
  const more = (letter: string, item: Text) =>
    say(pair.answerMore).replace('{item}', () => words.lettered(letter, say(item)))
  return joined([
    `## ${words.practiceHeading}`,
    words.practiceText,
    say(pair.question),
    say(pair.definition),
    answers([more('A', pair.first), words.aboutEqual, more('B', pair.second), words.cannotCompare]),
  ])
}

/** The answers in the order of the page; in place of {item} stand the codes of a procedure. */
function constructText(construct: Construct, language: Language, say: Say): string {
  const words = wordsIn(language)
  const more = say(construct.answerMore)
  return joined([
    `## ${say(construct.name)} (\`${construct.slug}\`)`,
    say(construct.question),
    say(construct.definition),
    answers([
      more.replace('{item}', words.lettered('A', '{item}')),
      words.aboutEqual,
      more.replace('{item}', words.lettered('B', '{item}')),
      words.cannotCompare,
    ]),
  ])
}

function answers(lines: readonly string[]): string {
  return lines.map((line) => `> - ${line}`).join('\n')
}

function questionText(question: AskedQuestion, say: Say): string {
  const options = (question.options ?? []).map((option) => `\`${option.value}\` ${say(option.label)}`)
  const { variable, min, max } = question
  const bounds = min === undefined && max === undefined ? '' : `${min ?? '…'} – ${max ?? '…'}`
  const answer = [bounds, say(question.unit)].filter(Boolean).join(' ')
  const text = [say(question.group), say(question.text)].filter(Boolean).join(': ')
  return joined([`## \`${variable}\``, text, say(question.hint), answer, list(options)])
}

function ratingText({ ratingScale, ratingItems }: Definition, say: Say): string[] {
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
