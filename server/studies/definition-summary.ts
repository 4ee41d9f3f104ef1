import { smallCellThresholdOf } from '../fieldwork/small-cells.ts'
import { languageNames } from '../words/languages.ts'
import { canonicalJson, sha256 } from './canonical-json.ts'
import { comparatorWrvu } from './comparator-wrvu.ts'
import type { Definition } from './definition.ts'
import { codesText, missingTexts, textIn } from './definition-text.ts'
import { publishObstacles } from './lifecycle.ts'
import { countJudgements } from './plan-schedule.ts'
import { scheduleInput } from './schedule-input.ts'

/** What a coordinator checks a definition by. */
export interface DefinitionSummary {
  title: string
  sha256: string
  planSha256: string
  leadSociety: string
  facts: { label: string; value: string }[]
  societies: { slug: string; name: string }[]
  languages: { name: string; missing: number; first: string }[]
  targets: { id: string; codes: string; label: string }[]
  comparators: { id: string; codes: string; label: string; wrvu: string; year: number }[]
  constructs: { name: string; question: string; primary: boolean }[]
  obstacles: string[]
  remarks: string
}

const designNames = {
  star: 'star: every target with the comparators',
  linked: 'linked: star, plus comparators with each other',
  round_robin: 'round robin: all items with each other',
}

/** Returns the summary of a definition, in the study's first language where texts have several. */
export function summarise(definition: Definition): DefinitionSummary {
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, 'en', definition)
  const missing = missingTexts(definition)
  return {
    title: say(definition.title),
    sha256: sha256(canonicalJson(definition)),
    planSha256: sha256(canonicalJson(definition.plan)),
    leadSociety: definition.societies[0]!.name,
    facts: facts(definition),
    societies: definition.societies.map(({ slug, name }) => ({ slug, name })),
    languages: definition.languages.map((code) => {
      const lacking = missing.filter((path) => path.endsWith(`.${code}`))
      return { name: languageNames[code], missing: lacking.length, first: lacking.slice(0, 3).join(', ') }
    }),
    targets: definition.targets.map((target) => ({
      id: target.id,
      codes: codesText(target),
      label: target.variant ? `${say(target.label)} – ${say(target.variant)}` : say(target.label),
    })),
    comparators: definition.comparators.map((comparator) => ({
      id: comparator.id,
      codes: codesText(comparator),
      label: say(comparator.label),
      wrvu: comparatorWrvu(comparator).wrvu.toFixed(2),
      year: comparator.wrvuYear,
    })),
    constructs: definition.constructs.map((construct) => ({
      name: say(construct.name),
      question: say(construct.question),
      primary: construct.slug === definition.primaryConstruct,
    })),
    obstacles: publishObstacles(definition),
    remarks: say(definition.remarks),
  }
}

function facts(definition: Definition): { label: string; value: string }[] {
  const input = scheduleInput(definition)
  const judgements = input ? countJudgements(input) : 0
  return [
    { label: 'Sponsor', value: definition.sponsor.name },
    { label: 'Contact', value: definition.contact.email },
    ...(definition.design ? [{ label: 'Design', value: designNames[definition.design.kind] }] : []),
    ...(judgements > 0 ? [{ label: 'Pairs for one surgeon', value: String(judgements) }] : []),
    { label: 'Questions', value: String(definition.questions.length) },
    ...(definition.ratingItems.length > 0
      ? [{ label: 'Rating items', value: String(definition.ratingItems.length) }]
      : []),
    { label: 'Counts withheld in tables', value: withheldText(definition) },
    { label: 'Minutes', value: `about ${definition.minutes}` },
    {
      label: 'Ethics reference',
      value: textIn(definition.ethicsReference, 'en', definition) || 'none stated',
    },
    { label: 'Licence statement', value: definition.licenceStatement ?? 'none stated' },
  ]
}

function withheldText(definition: Definition): string {
  const threshold = smallCellThresholdOf(definition)
  return threshold === 1 ? 'none' : `below ${threshold}`
}
