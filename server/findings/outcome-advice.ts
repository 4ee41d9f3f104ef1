/** What helps where there is no estimate, by the engine's named outcome; in a coordinator's words. */
const advice: Record<string, string> = {
  empty: 'Nobody whom the plan analyses has answered a comparison of this kind.',
  'too-few-persons':
    'More surgeons are needed. Look in Field work how many started and stopped; a further wave, or another run that takes everybody who started, may give enough.',
  'too-few-items':
    'The line needs at least three comparators with a measure and a work RVU. Where everybody gave the same answer to a comparator it has no measure, which happens most with few surgeons; the counts below say which.',
  'unused-category':
    'One of the answers less, equal and more was never given, so the model has nothing to place it by. The counts below show which; the dichotomous model, as another run, does without it.',
  disconnected:
    'Some procedures were never compared with the others, directly or through a third one, so that no common scale holds them. Results hold within each group only.',
  'perfectly-ordered':
    'The answers put the procedures in one order without a single contradiction, so their distances have no limit. More surgeons, or comparators closer to each other, would show the distances.',
  'all-equal':
    'All comparators came out alike, so no line can be drawn through their work RVUs. The answers do not tell them apart; the counts below show it.',
  unanimous: 'Everybody gave the same answer, so that the distances have no limit.',
  'not-converged':
    'The numbers did not settle. This happens with very few answers; look at the counts below, and at another estimator.',
  'undefined-limits': 'The interval has no finite limits: the comparators tell too little.',
  'two-readings':
    'Answers with two categories do not say where the target lies. Choose a model that takes “equal” as an answer.',
  'value-out-of-range': 'An answer or a work RVU is no usable number; look at the data files.',
  'not-carried': 'Choose another combination below; the planned analysis is always there.',
}

/** Returns what helps where an analysis has no estimate. */
export function adviceFor(outcome: string): string {
  return advice[outcome] ?? 'The counts below are what was answered; they hold without any model.'
}
