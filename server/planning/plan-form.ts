import { z } from 'zod'
import { pairsOf, type StudyPlan } from './study-plan.ts'

/** A decimal with point or comma, within bounds. */
function decimal(least: number, most: number, scale = 1) {
  const expected = `Enter a number from ${least} to ${most}`
  return z
    .string()
    .trim()
    .regex(/^\d{1,6}([.,]\d{1,6})?$/, expected)
    .transform((text) => Number(text.replace(',', '.')))
    .refine((value) => value >= least && value <= most, expected)
    .transform((value) => value * scale)
}

function whole(least: number, most: number) {
  const expected = `Enter a whole number from ${least} to ${most}`
  return z
    .string()
    .trim()
    .regex(/^\d{1,9}$/, expected)
    .transform(Number)
    .refine((value) => value >= least && value <= most, expected)
}

const percent = 0.01

/** The simulator's form: what each field takes. Shares are entered in percent. */
export const planForm = z
  .strictObject({
    design: z.enum(['star', 'linked', 'round_robin'], 'Choose a design'),
    surgeons: whole(2, 5000),
    comparators: whole(3, 200),
    pairsPerSurgeon: whole(1, 2000),
    constructs: whole(1, 12),
    repeats: whole(0, 20),
    meanWrvu: decimal(0.01, 500),
    sdWrvu: decimal(0.01, 500),
    expectedWrvu: decimal(0, 500),
    rSquared: decimal(0, 99, percent),
    spread: decimal(0.05, 5),
    surgeonSpread: decimal(0, 5),
    tieRate: decimal(1, 95, percent),
    missingRate: decimal(0, 90, percent),
    secondsPerPair: decimal(1, 600),
    otherMinutes: decimal(0, 120),
    seed: whole(0, 999_999_999),
  })
  .superRefine((plan, context) => {
    const most = pairsOf(plan)
    if (plan.pairsPerSurgeon > most)
      context.addIssue({
        code: 'custom',
        path: ['pairsPerSurgeon'],
        message: `This design has ${most} pairs on a construct`,
      })
  })

/** Names of the form's fields. */
export type PlanField = keyof StudyPlan

const shares: PlanField[] = ['rSquared', 'tieRate', 'missingRate']

/** Returns a plan as the form's fields hold it. */
export function toFields(plan: StudyPlan): Record<PlanField, string> {
  const entries = Object.entries(plan).map(([name, value]) => [
    name,
    typeof value !== 'number' ? value : plain(shares.includes(name as PlanField) ? value / percent : value),
  ])
  return Object.fromEntries(entries) as Record<PlanField, string>
}

/** Four decimals are more than any of these is known to. */
function plain(value: number): string {
  return String(Math.round(value * 10_000) / 10_000)
}
