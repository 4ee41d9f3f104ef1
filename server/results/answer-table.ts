/** What an analysis is asked for; the same options from a file, a dataset or a page. */
export type AnalysisOptions = {
  model: 'rsm' | 'pcm' | 'dichotomous' | 'paired'
  estimator: 'mml' | 'cml' | 'jmle'
  ties: 'adjacent' | 'drop' | 'half'
  completeRows: boolean
  /** Estimate the order effect of a paired model. */
  order: boolean
  seed: number
  /** Bootstrap replications of the whole chain; 0 leaves it out. */
  replications: number
  /** Where the line is read: at the target's own measure when left out. */
  readOut?: 'target' | 'comparators-mean' | 'none'
}

/** Whether a dichotomous model is asked to leave ties out: "less" and "more" are then its two categories. */
export function leavesTiesOut({ model, ties }: AnalysisOptions): boolean {
  return model === 'dichotomous' && ties === 'drop'
}

/** An item of the study with its known work RVU, null where there is none (as for a target). */
export type AnalysedItem = { id: string; workRvu: number | null; isTarget: boolean }

/** Answers of respondents to items, one row a respondent; scores 0..m or null. */
export type WideAnswers = {
  kind: 'wide'
  items: AnalysedItem[]
  respondents: string[]
  /** The group of each respondent, where groups are to be compared. */
  groups?: string[]
  scores: (number | null)[][]
}

/** Judgements of pairs; `a` and `b` index `items`, `more` 2 = a is more; `first` 1 = a was shown first. */
export type PairAnswers = {
  kind: 'pairs'
  items: AnalysedItem[]
  respondents: string[]
  groups?: string[]
  judgements: { a: number; b: number; more: number; first: number; respondent: number; weight: number }[]
}

export type AnswerTable = WideAnswers | PairAnswers

/**
 * Pair answers about one target as a person-by-item table: score 2 = the target is more than the comparator.
 * Pairs among comparators are left out; the first answer of a respondent to a pair counts.
 */
export function toWide(pairs: PairAnswers, target: number): WideAnswers {
  const columns = new Map<number, number>()
  pairs.items.forEach((item, index) => {
    if (index !== target && !item.isTarget) columns.set(index, columns.size)
  })
  const scores = pairs.respondents.map(() => new Array<number | null>(columns.size).fill(null))
  for (const { a, b, more, respondent } of pairs.judgements) {
    const column = columns.get(a === target ? b : a)
    if ((a !== target && b !== target) || column === undefined) continue
    scores[respondent]![column] ??= a === target ? more : 2 - more
  }
  const items = [...columns.keys()].map((index) => pairs.items[index]!)
  return { ...withGroups(pairs), kind: 'wide', items, respondents: pairs.respondents, scores }
}

/** A person-by-item table as pairs of the target with each comparator, for the paired model. */
export function toPairs(wide: WideAnswers): PairAnswers {
  const target = wide.items.length
  const judgements = wide.scores.flatMap((row, respondent) =>
    row.flatMap((score, b) =>
      score === null ? [] : [{ a: target, b, more: score, first: 0, respondent, weight: 1 }],
    ),
  )
  const items = [...wide.items, { id: 'TARGET', workRvu: null, isTarget: true }]
  return { ...withGroups(wide), kind: 'pairs', items, respondents: wide.respondents, judgements }
}

function withGroups({ groups }: AnswerTable): { groups?: string[] } {
  return groups ? { groups } : {}
}
