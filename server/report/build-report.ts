import { counted } from '../findings/numbers.ts'
import { textIn } from '../studies/definition-text.ts'
import { respondentWord, simulatedNotice } from '../studies/simulated.ts'
import { fromTo, joined, manySocieties, numbered, plain, societyName } from './blocks.ts'
import { checklistSection } from './checklist-section.ts'
import { deviationsSection } from './deviations-section.ts'
import type { Fact, ReportDocument } from './document.ts'
import { flowSection } from './flow-section.ts'
import { limitsSection } from './limits-section.ts'
import { measuresSection } from './measure-tables.ts'
import { methodsSection } from './methods-section.ts'
import { recomputeSection } from './recompute-section.ts'
import type { ReportFacts } from './report-facts.ts'
import { resultSection } from './result-section.ts'
import { sensitivitySection } from './sensitivity-section.ts'
import { summarySection } from './summary-section.ts'
import { wordsSection } from './words-section.ts'

const notice =
  'CPT is a registered trademark of the American Medical Association; CPT codes and descriptors are copyright AMA, and a society using them needs its own licence. Work RVUs are assigned by CMS, not by the AMA. An implied work RVU from a survey is not a substitute for the RUC process.'

/** Returns the report of a closed study: the same facts for the page and for the manuscript. */
export function buildReport(facts: ReportFacts): ReportDocument {
  const { result } = facts
  return {
    simulated: simulatedNotice(facts.simulated, facts.threshold),
    title: result.title,
    subtitle:
      result.definition.targets.length === 0
        ? `Report of a survey of ${counted(result.people.analysed, respondentWord(facts.simulated, 'respondent'))}`
        : `Implied work RVU from a survey of ${counted(result.people.analysed, respondentWord(facts.simulated, 'surgeon'))}`,
    front: frontOf(facts),
    blocks: numbered([
      ...summarySection(facts),
      ...wordsSection(facts),
      ...resultSection(facts),
      ...limitsSection(facts),
      ...flowSection(facts),
      ...methodsSection(facts),
      ...measuresSection(result),
      ...sensitivitySection(facts),
      ...deviationsSection(facts),
      ...checklistSection(facts),
      ...recomputeSection(facts),
    ]),
    notice: result.definition.licenceStatement
      ? `${notice} Licence statement of the society: ${plain(result.definition.licenceStatement)}`
      : notice,
  }
}

/** Who pays, who has an interest, and what respondents disclosed: before anything else. */
function frontOf(facts: ReportFacts): Fact[] {
  const { definition } = facts.result
  const said = (text: Parameters<typeof textIn>[0]) => plain(textIn(text, 'en', definition))
  return [
    { name: 'Sponsor', text: definition.sponsor.name },
    { name: 'Interest of the sponsor', text: said(definition.sponsor.interest) },
    { name: 'Interests disclosed by respondents', text: disclosureText(facts) },
    { name: 'Societies', text: societiesText(definition) },
    { name: 'Field work', text: fromTo(facts.opened, facts.closed) },
    ...(definition.ethicsReference ? [{ name: 'Ethics', text: said(definition.ethicsReference) }] : []),
    { name: 'Contact', text: definition.contact.email },
  ]
}

/** A few societies by their whole names, many by their short ones: Methods has the rest. */
function societiesText({ societies }: ReportFacts['result']['definition']): string {
  return societies.length <= manySocieties
    ? joined(societies.map(societyName))
    : joined(societies.map(({ shortName }) => shortName))
}

function disclosureText({ conflicts, result, threshold }: ReportFacts): string {
  if (!conflicts) return 'The study did not ask about financial interests.'
  const { yes, no, open } = conflicts
  const isSmall = (n: number) => n > 0 && n < threshold
  if (isSmall(yes) || isSmall(no) || isSmall(open))
    return `Asked of every respondent; the counts are withheld, because fewer than ${threshold} gave one of the answers.`
  const rest = open === 0 ? '' : `, ${open} left a question open`
  return `Of ${result.people.analysed} analysed, ${yes} disclosed a financial interest and ${no} said that they have none${rest}.`
}
