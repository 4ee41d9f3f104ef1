import type { AnalysisOptions } from '../results/answer-table.ts'
import type { Reading } from './case.ts'
import type { Variant } from './variant.ts'
import { triedVariant, type Workbench } from './workbench.ts'

type Model = AnalysisOptions['model']

/** What models are called in sentences. */
export const modelNames: Record<Model, string> = {
  rsm: 'rating scale model',
  pcm: 'partial credit model',
  dichotomous: 'dichotomous Rasch model',
  paired: 'paired-comparison model',
}

/** What estimators are called in sentences. */
export const estimatorNames: Record<AnalysisOptions['estimator'], string> = {
  mml: 'marginal maximum likelihood (MML)',
  cml: 'conditional maximum likelihood (CML)',
  jmle: 'joint maximum likelihood (JMLE)',
}

interface Alternative {
  id: string
  kind: 'ties' | 'model'
  name: string
  differs: string
  options: Partial<AnalysisOptions>
  reading?: Reading
}

const alternatives: Alternative[] = [
  {
    id: 'ties-middle-category',
    kind: 'ties',
    name: '“Equal” as the middle category',
    differs:
      'Less, equal and more are three steps of one scale, “equal” the middle one (rating scale model).',
    options: { model: 'rsm' },
  },
  {
    id: 'ties-davidson',
    kind: 'ties',
    name: 'Davidson’s model of ties',
    differs:
      'A model of pairs instead of persons, in which procedures close to one another tie more readily (Davidson 1970).',
    options: { model: 'paired', ties: 'adjacent' },
  },
  {
    id: 'ties-half',
    kind: 'ties',
    name: '“Equal” as half a point for each',
    differs:
      'A model of pairs instead of persons (Bradley–Terry), in which “equal” counts half as “more” and half as “less”.',
    options: { model: 'paired', ties: 'half' },
  },
  {
    id: 'ties-left-out',
    kind: 'ties',
    name: '“Equal” left out',
    differs: 'The decided answers alone, “more” against “less”.',
    options: { model: 'dichotomous', ties: 'drop' },
  },
  {
    id: 'ties-as-less',
    kind: 'ties',
    name: '“Equal” counted as “less”',
    differs: '“More” against everything else, which places the target as low as the ties allow.',
    options: { model: 'dichotomous', ties: 'adjacent' },
    reading: 'more = 1',
  },
  {
    id: 'ties-as-more',
    kind: 'ties',
    name: '“Equal” counted as “more”',
    differs: '“Less” against everything else, which places the target as high as the ties allow.',
    options: { model: 'dichotomous', ties: 'adjacent' },
    reading: 'more or equal = 1',
  },
  {
    id: 'model-partial-credit',
    kind: 'model',
    name: 'Partial credit model',
    differs:
      'How readily “equal” is said may differ from comparator to comparator, instead of being the same for all.',
    options: { model: 'pcm' },
  },
]

/** The same answers under other rules for ties and other models. */
export function modelVariants(bench: Workbench): (() => Variant)[] {
  const { planned, reading } = bench.given
  return alternatives
    .filter((one) => !isPlan(one, planned, reading))
    .map(({ options, reading: read = 'target', ...name }) => () => {
      if (name.id === 'ties-davidson' && planned.model === 'paired' && planned.ties === 'adjacent')
        return { ...name, result: sameAsAdjacent }
      return triedVariant(bench, name, { options, reading: read })
    })
}

const sameAsAdjacent = {
  outcome: 'same',
  sentence:
    'Davidson’s model is the planned model on another scale, so its value is the plan’s to the last digit.',
} as const

function isPlan({ id, options, reading }: Alternative, planned: AnalysisOptions, read: Reading): boolean {
  if (id === 'ties-davidson') return false
  const sameTies = options.ties === undefined || options.ties === planned.ties
  return options.model === planned.model && sameTies && (reading ?? 'target') === read
}

/** What another way to find the measures of the same model means. */
const estimatorWays = {
  mml: { name: 'Marginal ML (MML)', way: 'Measures found as if surgeons’ views followed a bell curve' },
  cml: { name: 'Conditional ML (CML)', way: 'Measures found without assuming how surgeons’ views differ' },
  jmle: {
    name: 'Joint ML (JMLE)',
    way: 'Measures found together with each surgeon’s view, as Winsteps and Facets do',
  },
} as const

/** The same model by other estimators; a paired model has one only. */
export function estimatorVariants(bench: Workbench): (() => Variant)[] {
  const { planned } = bench.given
  if (planned.model === 'paired' || planned.model === 'dichotomous') return []
  const others = (['mml', 'cml', 'jmle'] as const).filter((estimator) => estimator !== planned.estimator)
  return others.map((estimator) => () => {
    const name = {
      id: `estimator-${estimator}`,
      kind: 'estimator' as const,
      name: estimatorWays[estimator].name,
      differs: `${estimatorWays[estimator].way} (${estimatorNames[estimator]} instead of ${estimatorNames[planned.estimator]}).`,
    }
    return triedVariant(bench, name, { options: { estimator } })
  })
}
