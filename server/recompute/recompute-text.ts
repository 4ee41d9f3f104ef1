import { numberText, rangeText } from '../pictures/number-text.ts'
import type { Recomputed } from './recompute.ts'

/** The result of a recomputed table for a terminal. */
export function recomputeText({ choice, value, comparators, unused }: Recomputed): string {
  const { line, readOut, baseline, decimals } = value
  const place =
    choice.at === 'mean'
      ? `${numberText(readOut.x, 4)} logits, the mean of the comparators`
      : `${numberText(readOut.x, 4)} logits`
  const facts: [string, string][] = [
    ['Implied wRVU', numberText(readOut.predicted, decimals)],
    ['95 % prediction interval', rangeText(readOut.predictionLimitsWithError, decimals)],
    ['95 % interval of the line', rangeText(readOut.lineLimits, decimals)],
    ['Read at', place],
    ['R²', numberText(line.r2, 3)],
    ['Comparators', String(line.n)],
    ['Mean of the comparators', `${numberText(baseline, decimals)} (needs no survey)`],
    ['Line', `wRVU = ${numberText(line.intercept, 4)} + ${numberText(line.slope, 4)} × measure`],
    ['Residual SD', numberText(line.residualSd, 4)],
    ['With four decimals', `value ${numberText(readOut.predicted, 4)}, mean ${numberText(baseline, 4)}`],
  ]
  const rows = comparators.map((one) => [
    one.name,
    numberText(one.measure, 3),
    numberText(one.wrvu, 2),
    numberText(one.fitted, 2),
    numberText(one.residual, 2),
    one.without ? numberText(one.without.value, decimals) : '',
  ])
  return [
    `Implied work RVU of ${choice.target}, recomputed`,
    '',
    ...facts.map(([name, text]) => `${name.padEnd(28)}${text}`),
    ...value.warnings.map(({ sentence }) => `\nWarning: ${sentence}`),
    '',
    ...aligned([['Comparator', 'measure', 'wRVU', 'on the line', 'residual', 'value without it'], ...rows]),
    ...(unused.length > 0 ? ['', `Columns not used: ${unused.join(', ')}`] : []),
    '',
  ].join('\n')
}

function aligned(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]! + 2)))
      .join(''),
  )
}
