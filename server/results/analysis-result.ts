import { z } from 'zod'
import {
  dependenceResult,
  groupsResult,
  itemResult,
  judgingResult,
  personResult,
  valueResult,
} from './analysis-parts.ts'

const noEstimate = z.object({ outcome: z.string(), sentence: z.string() })

/** The JSON result of `comparand analyse`; docs/analysis-result.md is generated from it. */
export const analysisResult = z.object({
  engine: z.object({ name: z.literal('comparand'), version: z.string() }),
  input: z.array(z.object({ file: z.string(), sha256: z.string() })),
  options: z.object({
    model: z.enum(['rsm', 'pcm', 'dichotomous', 'paired']),
    estimator: z.enum(['mml', 'cml', 'jmle', 'ml']).describe('Paired models are fitted by ml'),
    ties: z.enum(['adjacent', 'drop', 'half']).nullable(),
    complete_rows: z.boolean(),
    order: z.boolean(),
    seed: z.number(),
    read_out: z
      .enum(['target', 'comparators-mean', 'none'])
      .describe(
        "Where the line is read: the target's measure, the comparators' mean measure (which returns the baseline), or not at all",
      ),
  }),
  outcome: z.string().describe('fit, or the named reason why there is no estimate'),
  sentence: z.string().describe('The outcome for a person'),
  concerned: z.array(z.string()).describe('Items or groups of items (joined by +) the outcome names'),
  metric: z.enum(['persons-mean-0', 'items-mean-0']).nullable().describe('Where 0 logits lies'),
  standard_error: z.string().nullable().describe('Which kind location_se is'),
  fit_flavour: z.string().nullable().describe('Which kind infit and outfit are'),
  data: z.object({
    persons: z.number(),
    items: z.number(),
    answers: z.number(),
    rows_used: z.number(),
    empty_rows: z.number(),
    incomplete_rows_dropped: z.number(),
    extreme_low: z.number(),
    extreme_high: z.number(),
    patterns: z.number().nullable().describe('Different patterns of missing answers'),
  }),
  items: z.record(z.string(), itemResult).describe("In the input's column order"),
  tau: z.array(z.number()).nullable().describe('Common steps of the rating scale model'),
  tau_se: z.array(z.number()).nullable(),
  variance: z.number().nullable().describe('Person variance of marginal ML'),
  loglik: z.number().nullable(),
  npar: z.number().nullable(),
  AIC: z.number().nullable(),
  BIC: z.number().nullable(),
  CAIC: z.number().nullable(),
  score_equations: z.number().nullable().describe('Largest score equation left'),
  WLE_reliability: z
    .number()
    .nullable()
    .describe('Person reliability as jamovi prints it; below 0 counts as 0'),
  EAP_reliability: z.number().nullable(),
  item_reliability: z
    .number()
    .nullable()
    .describe(
      '1 - mean(se_centred^2) / variance of the locations (divisor n), of the items with se_centred; below 0 counts as 0',
    ),
  SSR: z
    .number()
    .nullable()
    .describe(
      'Paired models: the same from the covariance as if every answer were independent, as programs for comparative judgement take it (scale separation reliability)',
    ),
  item_separation: z.number().nullable(),
  item_strata: z.number().nullable(),
  MADaQ3: z.number().nullable(),
  maxaQ3: z.number().nullable(),
  MADaQ3_p_holm: z.number().nullable().describe('Holm p of the worst pair; not a test of MADaQ3'),
  local_dependence: z
    .array(dependenceResult)
    .nullable()
    .describe('Marginal ML only: pairs of items, the largest |aQ3| first, at most 50'),
  pcm_vs_rsm: z.object({ chi2: z.number(), df: z.number(), p: z.number() }).nullable(),
  T: z.number().nullable().describe('Tie parameter'),
  T_se: z.number().nullable(),
  F: z.number().nullable().describe('Order effect: advantage of the item shown first'),
  F_se: z.number().nullable(),
  nu: z.number().nullable().describe("Davidson's tie parameter, exp(T)"),
  gamma_order: z.number().nullable().describe('Davidson-Beaver order parameter, exp(-2F)'),
  G2: z.number().nullable(),
  X2: z.number().nullable(),
  df: z.number().nullable(),
  p_G2: z.number().nullable(),
  penalty: z
    .number()
    .nullable()
    .describe('Prior precision that kept unanimous items finite; 0 when none was needed'),
  unanimous: z.array(z.string()).describe('Items that every judgement put on one side'),
  rao_kupper: z
    .object({ log_theta: z.number(), loglik: z.number(), lambda: z.array(z.number()) })
    .nullable()
    .describe('Sensitivity check'),
  judging: judgingResult.nullable().describe('Paired models: how the respondents judged'),
  dif_by_group: z
    .union([groupsResult, noEstimate])
    .nullable()
    .describe('Differences between groups, where a group column was named'),
  persons: z.array(personResult),
  implied_wrvu: z.array(z.union([valueResult, noEstimate.extend({ target: z.string() })])),
})

export type AnalysisResult = z.infer<typeof analysisResult>
export type ImpliedResult = AnalysisResult['implied_wrvu'][number]
