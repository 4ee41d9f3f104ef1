/** What the engine's names of errors and fit mean, for people; the name itself stays, for those who know it. */
const words: Record<string, string> = {
  'full information': 'allowing for everything that is estimated at once (full information)',
  'inverse conditional information, items mean 0':
    'against the mean of all items (inverse conditional information)',
  'one item at a time, persons held fixed': 'as if everything else were known (one item at a time)',
  'clustered by respondent': 'allowing for one respondent giving many answers (clustered by respondent)',
  'posterior expectation (TAM msq.itemfit)':
    'averaged over where each respondent may stand (posterior expectation, as msq.itemfit of TAM)',
  'at point estimates of non-extreme respondents':
    'at each respondent’s own measure, without those who gave the highest or the lowest answer throughout',
  'over judgements, at the estimates': 'over all judgements, at the measures found',
}

/** Returns how standard errors, or infit and outfit, were reckoned; 'none' where they were not. */
export function reckonedText(name: string | null | undefined): string {
  return name ? (words[name] ?? name) : 'none'
}
