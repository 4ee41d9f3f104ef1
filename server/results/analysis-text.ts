import { reliabilityBelowZero } from '../pictures/number-text.ts'
import type { AnalysisResult, ImpliedResult } from './analysis-result.ts'

/** An analysis as plain text for a terminal: the model line, the item table, the implied wRVU. */
export function analysisText(result: AnalysisResult): string {
  const parts = [modelLine(result), dataLine(result)]
  if (result.outcome !== 'fit') {
    const concerned = result.concerned.length > 0 ? ` Concerned: ${result.concerned.join(', ')}.` : ''
    return `${[...parts, `No estimate (${result.outcome}). ${result.sentence}${concerned}`].join('\n')}\n`
  }
  const caution =
    result.concerned.length > 0 ? [`Caution: ${result.sentence} (${result.concerned.join(', ')})`] : []
  return `${[...parts, ...caution, '', itemTable(result), '', modelNumbers(result), ...groupText(result), ...result.implied_wrvu.map(valueText)].join('\n')}\n`
}

function modelLine({ options, metric }: AnalysisResult): string {
  const ties = options.ties ? `, ties: ${options.ties}` : ''
  return `Model ${options.model}, estimator ${options.estimator}${ties}${metric ? `, metric ${metric}` : ''}, seed ${options.seed}`
}

function dataLine({ data }: AnalysisResult): string {
  const dropped =
    data.incomplete_rows_dropped > 0 ? `, ${data.incomplete_rows_dropped} incomplete rows dropped` : ''
  const empty = data.empty_rows > 0 ? `, ${data.empty_rows} empty rows dropped` : ''
  return `${data.persons} respondents, ${data.items} items, ${data.answers} answers; ${data.rows_used} rows used${dropped}${empty}`
}

function itemTable(result: AnalysisResult): string {
  const isPaired = result.options.model === 'paired'
  const header = ['item', 'measure', 'SE', ...(isPaired ? ['lambda'] : []), 'infit', 'outfit', 'n', 'wRVU']
  const rows = Object.entries(result.items).map(([id, item]) => [
    id,
    item.without_measure ?? show(item.location, 3),
    show(item.location_se, 3),
    ...(isPaired ? [show(item.lambda, 3)] : []),
    show(item.infit, 2),
    show(item.outfit, 2),
    String(item.n),
    show(item.work_rvu, 2),
  ])
  const scales = isPaired ? "\nMeasure: adjacent-category logits B. Lambda: Davidson's log-worth, 2B." : ''
  const note = `SE: ${result.standard_error}. Infit and outfit: ${result.fit_flavour}.`
  return `${alignColumns([header, ...rows])}\n${note}${scales}`
}

function alignColumns(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: string[]) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!))).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}

function modelNumbers(result: AnalysisResult): string {
  const numbers: [string, number | null][] = [
    ['log-likelihood', result.loglik],
    ['parameters', result.npar],
    ['tau 1', result.tau?.[0] ?? null],
    ['T (tie parameter, adjacent-category)', result.T],
    ['nu = exp(T) (Davidson)', result.nu],
    ['F (order effect, adjacent-category)', result.F],
    ['gamma = exp(-2F) (Davidson-Beaver)', result.gamma_order],
    ['person variance', result.variance],
    ['person reliability (WLE)', result.WLE_reliability],
    ['EAP reliability', result.EAP_reliability],
    ['item reliability', result.item_reliability],
    ['scale separation reliability, every answer independent (SSR)', result.SSR],
    ['MADaQ3', result.MADaQ3],
    ['p of the worst pair (not of MADaQ3)', result.MADaQ3_p_holm],
    ['G2', result.G2],
    ['df', result.df],
  ]
  const known = numbers.filter(([, value]) => value !== null)
  const isBelowZero = known.some(([name, value]) => name.includes('reliability') && value! < 0)
  const unanimous =
    result.unanimous.length > 0
      ? [`held finite by a penalty of ${result.penalty}: ${result.unanimous.join(', ')}`]
      : []
  const lines = known.map(([name, value]) => `${name}: ${show(value, 4)}`)
  return [...lines, ...(isBelowZero ? [reliabilityBelowZero] : []), ...unanimous].join('\n')
}

function groupText({ dif_by_group: found }: AnalysisResult): string[] {
  if (!found) return []
  if ('outcome' in found) return [`\nDifferences between groups: none estimated. ${found.sentence}`]
  const [first, second] = found.groups
  const header = ['item', `${first}`, `${second}`, 'contrast', 'SE', 'z', 'Holm p']
  const rows = found.contrasts.map((row) => [
    `${row.item}${row.flagged ? ' *' : ''}`,
    ...[row.first, row.second, row.contrast, row.se, row.wald_z, row.p_holm].map((value) => show(value, 3)),
  ])
  const test = `All items: chi-square ${show(found.test.chi2, 2)}, df ${found.test.df}, p ${found.test.p.toPrecision(2)}. * |contrast| >= 0.5 and Holm p < .05.`
  return [
    `\nDifferences between groups (logits)\n${alignColumns([header, ...rows])}\n${test}\n${found.artefact}`,
  ]
}

function valueText(value: ImpliedResult): string {
  if ('outcome' in value) return `\nImplied wRVU of ${value.target}: none. ${value.sentence}`
  const at = (number: number) => number.toFixed(value.decimals)
  const limits = ([low, high]: [number, number]) => `${at(low)} to ${at(high)}`
  return [
    `\nImplied wRVU of ${value.target} (read at ${value.reading}, ${show(value.read_out_point, 3)} logits): ${at(value.predicted)}`,
    `  95 % prediction interval ${limits(value.pi_with_target_se)}; line ${limits(value.ci_mean)}`,
    ...(value.interval_together && value.interval_surgeons
      ? [
          `  by bootstrap: surgeons ${limits(value.interval_surgeons)}; together ${limits(value.interval_together)}`,
        ]
      : []),
    `  R2 ${show(value.r2, 3)}, PRESS R2 ${show(value.press_r2, 3)}, residual SD ${show(value.s, 2)}, n ${value.n}`,
    `  survey-free baseline (mean of the comparators) ${at(value.baseline)}`,
    ...value.warnings.map((warning) => `  Caution: ${warning.sentence}`),
  ].join('\n')
}

function show(value: number | null, decimals: number): string {
  if (value === null) return '-'
  return Number.isInteger(value) && decimals === 4 ? String(value) : value.toFixed(decimals)
}
