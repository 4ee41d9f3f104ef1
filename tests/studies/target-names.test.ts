import { describe, expect, test } from 'vitest'
import type { Definition } from '../../server/studies/definition.ts'
import { targetNames } from '../../server/studies/target-names.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

function namesWith(change: (targets: Definition['targets']) => void): string[][] {
  const definition = requireTemplate('one-code-or-several')
  change(definition.targets)
  return [...targetNames(definition).values()].map(({ name, short }) => [name, short])
}

describe('no two targets of a study have the same name', () => {
  test('one target is its code', () => {
    expect([...targetNames(requireTemplate('cpt-62380-2024')).values()]).toEqual([
      { name: '62380', short: '62380' },
    ])
  })

  test('the same code is told apart by its variant, in short too', () => {
    const [first, second] = namesWith(() => undefined)
    expect(first).toEqual(Array(2).fill('62380 (L5–S1, herniation outside the foramen)'))
    expect(second).toEqual(Array(2).fill('62380 (L4–L5, central stenosis)'))
  })

  test('different codes are enough for a sentence', () => {
    const [, second] = namesWith((targets) => {
      targets[1]!.codes = ['63030']
    })
    expect(second).toEqual(['63030 (L4–L5, central stenosis)', '63030'])
  })

  test('without variants labels tell them apart, and ids where those are the same', () => {
    const withoutVariants = (targets: Definition['targets']) => {
      for (const target of targets) delete target.variant
    }
    expect(namesWith(withoutVariants).map(([name]) => name)).toEqual(['62380 (T1)', '62380 (T2)'])
    const labelled = namesWith((targets) => {
      withoutVariants(targets)
      targets[0]!.label = { en: 'One level' }
      targets[1]!.label = { en: 'Two levels' }
    })
    expect(labelled.map(([name]) => name)).toEqual(['62380 (One level)', '62380 (Two levels)'])
  })
})
