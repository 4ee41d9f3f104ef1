import type { ItemResult } from './analysis-parts.ts'

/** An item's result with everything empty, to fill in what a model has. */
export function emptyItem(workRvu: number | null): ItemResult {
  return {
    location: null,
    location_se: null,
    se_centred: null,
    se_quick: null,
    without_measure: null,
    n: 0,
    thresholds: null,
    thresholds_se: null,
    thurstonian: null,
    disordered: null,
    infit: null,
    infit_z: null,
    outfit: null,
    outfit_z: null,
    B: null,
    se_full: null,
    se_diagonal_Facets_style: null,
    se_judge_cluster_robust: null,
    lambda: null,
    lambda_se: null,
    work_rvu: workRvu,
    categories: null,
  }
}
