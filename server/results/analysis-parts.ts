import { z } from 'zod'

const limits = z.tuple([z.number(), z.number()])

/** One item of the result. */
export const itemResult = z.object({
  location: z.number().nullable().describe('Measure in logits; null when the item has no finite measure'),
  location_se: z
    .number()
    .nullable()
    .describe('Standard error of the location; its kind is named in standard_error'),
  se_centred: z
    .number()
    .nullable()
    .describe(
      'Standard error of the location against the mean of all: what tells items apart, and what item_reliability rests on',
    ),
  se_quick: z
    .number()
    .nullable()
    .describe('Marginal ML only: the complete-data error that TAM and jamovi print; too small'),
  without_measure: z
    .enum(['always-highest', 'always-lowest', 'no-answers'])
    .nullable()
    .describe('Why the item has no measure'),
  n: z.number().describe('Answers that took part'),
  thresholds: z
    .array(z.number())
    .nullable()
    .describe('Andrich thresholds: where neighbouring category curves cross'),
  thresholds_se: z.array(z.number()).nullable(),
  thurstonian: z
    .array(z.number())
    .nullable()
    .describe('Thurstone thresholds: where P(this category or higher) = 1/2'),
  disordered: z
    .boolean()
    .nullable()
    .describe('Andrich thresholds out of order: a category that is never the most likely'),
  infit: z
    .number()
    .nullable()
    .describe('Information-weighted mean square; its flavour is named in fit_flavour'),
  infit_z: z.number().nullable(),
  outfit: z.number().nullable().describe('Unweighted mean square'),
  outfit_z: z.number().nullable(),
  B: z.number().nullable().describe('Paired models: adjacent-category logits, sum 0 (the same as location)'),
  se_full: z.number().nullable().describe('Paired models: inverse information'),
  se_diagonal_Facets_style: z
    .number()
    .nullable()
    .describe('Paired models: 1 / sqrt(sum V), the others held fixed'),
  se_judge_cluster_robust: z
    .number()
    .nullable()
    .describe('Paired models: clustered by respondent, the default'),
  lambda: z.number().nullable().describe("Paired models: Davidson's log-worth, 2B"),
  lambda_se: z.number().nullable(),
  work_rvu: z.number().nullable().describe('Known work RVU, where given'),
  categories: z
    .array(
      z.object({
        category: z.number().describe('Score as analysed, lowest 0'),
        count: z.number(),
        share: z.number().describe('Of the answers to the item'),
        mean_measure: z
          .number()
          .nullable()
          .describe('Mean measure of those who chose it; it should rise with the category'),
      }),
    )
    .nullable()
    .describe('Person-by-item models: how often each category was chosen, and by whom'),
})

/** Two items whose answers hang together beyond the model. */
export const dependenceResult = z.object({
  first: z.string(),
  second: z.string(),
  q3: z.number().describe('Correlation of the residuals (Yen)'),
  aq3: z.number().describe('Q3 less the mean Q3'),
  p_holm: z.number(),
})

/** One respondent of the result. */
export const personResult = z.object({
  person: z.string(),
  score: z.number().nullable().describe('Raw score over the items answered'),
  answers: z.number(),
  theta: z.number().nullable().describe("Warm's weighted likelihood measure, logits"),
  se: z.number().nullable(),
  EAP: z.number().nullable().describe('Posterior mean, marginal ML only'),
  EAP_sd: z.number().nullable(),
  infit: z.number().nullable(),
  outfit: z.number().nullable(),
  straight_lining: z.boolean(),
})

/** How two groups of respondents differ. */
export const groupsResult = z.object({
  groups: z.array(z.string()).describe('Contrasts are between the first two'),
  test: z
    .object({ chi2: z.number(), df: z.number(), p: z.number() })
    .describe("Andersen's test, or the likelihood ratio of pairs"),
  contrasts: z.array(
    z.object({
      item: z.string(),
      first: z.number().describe('Measure in the first group, centred within it'),
      second: z.number(),
      contrast: z.number().describe('First less second, logits'),
      se: z.number(),
      wald_z: z.number(),
      p: z.number(),
      p_holm: z.number(),
      flagged: z.boolean().describe('|contrast| >= 0.5 and Holm p < .05'),
    }),
  ),
  artefact: z.string().describe('What centring within groups does to the contrasts'),
})

/** How the respondents of a paired study judged. */
export const judgingResult = z.object({
  triples: z.number().describe('Triples whose three pairs one respondent answered'),
  strict_triples: z.number().describe('Those without a tie; a quarter is circular by chance'),
  circular: z.number(),
  semi_circular: z.number().describe('Cycles that contain a tie'),
  group_triples: z.number().describe('Triples of items whose three pairs anybody judged'),
  group_violations: z
    .number()
    .describe('Those where the respondents together contradict weak stochastic transitivity'),
  first_chosen: z.number().nullable().describe('Share of decisive answers for the item shown first'),
  first_chosen_p: z.number().describe('Sign test of that share against one half'),
  straight_lining: z.number().describe('Respondents who always gave the same answer'),
})

/** An implied wRVU with everything it must be shown with. */
export const valueResult = z.object({
  target: z.string(),
  reading: z
    .enum(['target', 'comparators-mean', 'more = 1', 'more or equal = 1'])
    .describe('A dichotomised model is read both ways'),
  read_out_point: z.number().describe("The target's measure in the metric of the items"),
  target_se: z.number(),
  n: z.number().describe('Comparators on the line'),
  intercept: z.number(),
  slope: z.number(),
  slope_se: z.number(),
  r2: z.number(),
  s: z.number().describe('Residual standard deviation, wRVU'),
  predicted: z.number().describe('Implied wRVU'),
  ci_mean: limits.describe('Where the line lies, 95 %'),
  pi: limits.describe('Prediction interval, 95 %'),
  pi_with_target_se: limits.describe("Prediction interval with the target's own error: the headline"),
  pi_error_counted_once: limits.describe('Prediction interval without counting measurement error twice'),
  loo_residuals: z.array(z.number()),
  loo_rmse: z.number(),
  press_r2: z.number(),
  attenuation_corrected: z.number().nullable(),
  calibration_inverse: z.number().nullable(),
  fieller: limits.nullable(),
  log_predicted: z.number().nullable(),
  log_pi: limits.nullable(),
  baseline: z.number().describe('Survey-free baseline: the mean of the comparators'),
  ratios: z.record(z.string(), z.number()).describe('Implied wRVU over the wRVU of each comparator'),
  decimals: z.number().describe('Decimals that the interval supports'),
  warnings: z.array(z.object({ kind: z.string(), sentence: z.string() })),
  interval_surgeons: limits
    .nullable()
    .describe('Bootstrap of respondents: these were asked, and not all of their kind'),
  interval_comparators: limits.nullable().describe('Scatter about the line, without error of the measures'),
  interval_together: limits.nullable().describe('Both; not narrower than either, but for chance'),
})

export type ItemResult = z.infer<typeof itemResult>
