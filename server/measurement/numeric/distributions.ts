import { logGamma, regularisedBeta, upperGamma } from './special-functions.ts'

/** P(Z <= z) for a standard normal Z. Source: Phi(-z) = Q(1/2, z^2/2)/2, DLMF 7.11.1 with 8.4.6. */
export function normalCdf(z: number): number {
  const tail = 0.5 * upperGamma(0.5, (z * z) / 2)
  return z < 0 ? tail : 1 - tail
}

/** Two-sided p-value 2 Phi(-|z|), accurate far into the tail. Source: DLMF 8.4.6. */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2)
}

/** The z with P(Z <= z) = p, for 0 < p < 1: bracketed Newton on `normalCdf`. Source: definition. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p)
  if (p === 0.5) return 0
  return invertCdf(p, normalCdf, (z) => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI), -39, 0)
}

/** P(T <= t) for Student's t with df degrees of freedom. Source: DLMF 8.17 via I_x(df/2, 1/2). */
export function studentCdf(t: number, df: number): number {
  const tail = 0.5 * regularisedBeta(df / (df + t * t), df / 2, 0.5)
  return t < 0 ? tail : 1 - tail
}

/**
 * The t with P(T <= t) = p, for 0 < p < 1 and df >= 1: bracketed Newton on `studentCdf`.
 * Source: density of DLMF 5.12 with 8.17.
 */
export function studentQuantile(p: number, df: number): number {
  if (p > 0.5) return -studentQuantile(1 - p, df)
  if (p === 0.5) return 0
  const logConstant = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI)
  const density = (t: number) => Math.exp(logConstant - ((df + 1) / 2) * Math.log1p((t * t) / df))
  return invertCdf(p, (t) => studentCdf(t, df), density, -1 / p ** 1.5 - 40, 0)
}

/** P(X >= x) for a chi-square with df degrees of freedom. Source: Q(df/2, x/2). */
export function chiSquareUpper(x: number, df: number): number {
  return df > 0 ? upperGamma(df / 2, Math.max(0, x) / 2) : 1
}

function invertCdf(
  p: number,
  cdf: (x: number) => number,
  density: (x: number) => number,
  low: number,
  high: number,
): number {
  let lower = low
  let upper = high
  let x = (lower + upper) / 2
  for (let step = 0; step < 200; step++) {
    const error = cdf(x) - p
    if (error > 0) upper = x
    else lower = x
    const newton = x - error / density(x)
    const next = newton > lower && newton < upper ? newton : (lower + upper) / 2
    if (Math.abs(next - x) <= 1e-15 * Math.max(1, Math.abs(x))) return next
    x = next
  }
  return x
}
