import type { NoEstimate } from '../measurement/outcome.ts'
import type { ImpliedWrvu } from '../measurement/value/implied-wrvu.ts'
import type { Limits } from '../measurement/value/regression-line.ts'
import type { ImpliedResult } from './analysis-result.ts'

export type Chain = { surgeons: Limits; comparators: Limits; together: Limits }

/** An implied wRVU in the words of the JSON result; `ids` name the comparators on the line. */
export function describeValue(
  target: string,
  reading: Extract<ImpliedResult, { reading: unknown }>['reading'],
  found: ImpliedWrvu | NoEstimate,
  ids: string[],
  chain?: Chain,
): ImpliedResult {
  if (found.outcome !== 'value') return { target, outcome: found.outcome, sentence: found.sentence }
  const { line, readOut } = found
  return {
    target,
    reading,
    // JSON knows one zero only: a result read from its file equals the one that was computed.
    read_out_point: readOut.x + 0,
    target_se: found.point.kind === 'target' ? found.point.error : 0,
    n: line.n,
    intercept: line.intercept,
    slope: line.slope,
    slope_se: line.slopeError,
    r2: line.r2,
    s: line.residualSd,
    predicted: readOut.predicted,
    ci_mean: readOut.lineLimits,
    pi: readOut.predictionLimits,
    pi_with_target_se: readOut.predictionLimitsWithError,
    pi_error_counted_once: found.limitsErrorOnce,
    loo_residuals: Array.from(found.leaveOneOut.residuals),
    loo_rmse: found.leaveOneOut.rmse,
    press_r2: found.leaveOneOut.pressR2,
    ...describeVariants(found),
    baseline: found.baseline,
    ratios: Object.fromEntries(ids.map((id, k) => [id, found.ratios[k]!])),
    decimals: found.decimals,
    warnings: found.warnings,
    interval_surgeons: chain?.surgeons ?? null,
    interval_comparators: chain?.comparators ?? null,
    interval_together: chain?.together ?? null,
  }
}

function describeVariants({ attenuation, inverse, logLine }: ImpliedWrvu) {
  return {
    attenuation_corrected: 'predicted' in attenuation ? attenuation.predicted : null,
    calibration_inverse: inverse.outcome === 'calibration' ? inverse.predicted : null,
    fieller: inverse.outcome === 'calibration' ? inverse.limits : null,
    log_predicted: logLine.outcome === 'log-line' ? logLine.predicted : null,
    log_pi: logLine.outcome === 'log-line' ? logLine.predictionLimits : null,
  }
}
