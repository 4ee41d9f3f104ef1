import type { Finding, StudyResult } from '../findings/study-result.ts'
import { heading, list } from './blocks.ts'
import type { Block } from './document.ts'
import type { LimitFacts } from './limit-facts.ts'
import { limitsOf } from './limits.ts'
import { modelFacts, sensitivityFacts, valueFacts } from './read-limit-facts.ts'
import type { ReportFacts } from './report-facts.ts'
import { whyNone } from './summary-texts.ts'

/** The limits that apply to this result. */
export function limitsSection(facts: ReportFacts): Block[] {
  // Two targets may share a limit to the letter.
  const sentences = new Set(limitsOf(limitFacts(facts)).map(({ sentence }) => sentence))
  return [heading('Limits'), ...list([...sentences])]
}

/** Returns what decides which limits apply. */
export function limitFacts(facts: ReportFacts): LimitFacts {
  const { result, funnel, hasOpenLinks } = facts
  const primary = result.findings.filter(({ construct }) => construct.isPrimary)
  const shares = answerShares(primary)
  const started = funnel.find(({ stage }) => stage === 'started')
  const completed = funnel.find(({ stage }) => stage === 'completed')
  return {
    values: primary.flatMap(valueFacts),
    without: primary
      .filter(({ values }) => values.every((value) => 'outcome' in value))
      .map((finding) => ({ target: finding.target.name, sentence: whyNone(finding) })),
    comparesPairs: result.definition.targets.length > 0,
    respondents: result.people.analysed,
    started:
      started?.n !== undefined && started.ofN !== undefined
        ? { n: started.n, of: started.ofN, ofName: started.ofName?.toLowerCase() ?? '' }
        : undefined,
    completed:
      completed?.n !== undefined && completed.ofN !== undefined
        ? { n: completed.n, of: completed.ofN }
        : undefined,
    hasOpenLinks,
    unanimous: [...new Set(primary.flatMap((finding) => unanimousIn(finding, result)))],
    ...modelFacts(result, facts.chances),
    tieShare: shares.ties,
    cannotShare: shares.cannot,
    agreement: agreementOf(result),
    personReliability: primary[0]?.result.WLE_reliability ?? result.ratings?.WLE_reliability ?? null,
    isStar: result.definition.design?.kind === 'star',
    languages: result.definition.languages.length,
    ...sensitivityFacts(facts),
  }
}

function unanimousIn({ result }: Finding, { comparators }: StudyResult): string[] {
  return comparators.flatMap(({ id, codes }) => {
    const without = result.items[id]?.without_measure
    const isUnanimous = without === 'always-highest' || without === 'always-lowest'
    return isUnanimous || result.unanimous.includes(id) ? [codes] : []
  })
}

function answerShares(primary: readonly Finding[]): { ties: number | undefined; cannot: number | undefined } {
  const counts = primary.flatMap((finding) => finding.counts)
  const sum = (key: 'less' | 'equal' | 'more' | 'cannot') =>
    counts.reduce((total, count) => total + count[key], 0)
  const scored = sum('less') + sum('equal') + sum('more')
  const given = scored + sum('cannot')
  return {
    ties: scored === 0 ? undefined : sum('equal') / scored,
    cannot: given === 0 ? undefined : sum('cannot') / given,
  }
}

function agreementOf({ judges }: StudyResult): LimitFacts['agreement'] {
  const n = judges.reduce((sum, { repeats }) => sum + repeats.n, 0)
  return n === 0 ? undefined : { n, alike: judges.reduce((sum, { repeats }) => sum + repeats.agreeing, 0) }
}
