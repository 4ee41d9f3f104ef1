import { Refusal } from '../../refusal.ts'
import type { Topic } from '../topic.ts'
import { about, sponsor } from './about.ts'
import { comparators } from './comparators.ts'
import { consent } from './consent.ts'
import { constructs, practice } from './constructs.ts'
import { design } from './design.ts'
import { plan } from './plan.ts'
import { questions } from './questions.ts'
import { ratings } from './ratings.ts'
import { targets } from './targets.ts'

/** The pages of a definition, in the order one works through them. */
export const topics: readonly Topic[] = [
  about,
  sponsor,
  targets,
  comparators,
  constructs,
  design,
  practice,
  consent,
  questions,
  ratings,
  plan,
]

/** Returns the page of that name; refuses when there is none. */
export function requireTopic(slug: string): Topic {
  const topic = topics.find((one) => one.slug === slug)
  if (!topic) throw new Refusal('not_found', 'There is no such page.')
  return topic
}
