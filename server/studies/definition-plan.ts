import { z } from 'zod'
import { slug } from './definition-parts.ts'

/** Who is left out of the planned analysis by a rule that the program applies by itself. */
export const exclusionRule = z.discriminatedUnion('rule', [
  /** Scored answers (less, equal, more) of one respondent on all constructs, repeats not counted. */
  z.strictObject({ rule: z.literal('fewer_judgements_than'), judgements: z.int().min(1).max(10_000) }),
  /** Median time a pair's page was visible; nobody is left out whose times were not measured. */
  z.strictObject({ rule: z.literal('median_seconds_below'), seconds: z.number().positive().max(600) }),
  /** One of these answers was given; a question asked per target leaves out the answers about that target only. */
  z.strictObject({ rule: z.literal('answered'), variable: slug, values: z.array(slug).min(1).max(60) }),
  /** At least four scored answers, all of them the same (item A against item B). */
  z.strictObject({ rule: z.literal('same_answer_throughout') }),
])

/** What is analysed how, decided before anybody knows an answer. */
export const plan = z.strictObject({
  model: z.enum(['rating_scale', 'partial_credit', 'dichotomous', 'paired']),
  estimator: z.enum(['mml', 'cml', 'jmle', 'ml']),
  tieRule: z.enum(['middle_category', 'half_points', 'left_out']),
  /** Who or what is left out of the planned analysis, one sentence each. */
  exclusions: z.array(z.string().trim().min(1).max(500)).max(20),
  /** Rules beside the sentences that the program applies by itself. */
  exclusionRules: z.array(exclusionRule).max(20).optional(),
  /** Whose answers are analysed; those who answered to the end when left out. */
  include: z.enum(['completed', 'started']).optional(),
  readOut: z.enum(['target_location', 'comparator_mean', 'none']),
  stoppingRule: z.string().trim().min(1).max(1000),
  notes: z.string().trim().max(4000).optional(),
})

export type ExclusionRule = z.infer<typeof exclusionRule>
export type Plan = z.infer<typeof plan>
