import type { Definition } from './definition.ts'
import { codesText, textIn } from './definition-text.ts'

/** What a target is called in results: its full name, and the shortest that no other target of the study shares. */
export interface TargetName {
  /** the codes with what tells the target apart, such as `62380 (L4–L5, central stenosis)` */
  name: string
  /** the codes alone where they are enough, else the name */
  short: string
}

/**
 * Returns the English names of a study's targets by id, no two the same: the codes, with the variant as surgeons saw
 * it, with the label where variants do not tell two targets apart, and with the id where nothing else does.
 */
export function targetNames(definition: Definition): Map<string, TargetName> {
  const { targets } = definition
  const said = targets.map((target) => ({
    id: target.id,
    codes: codesText(target),
    variant: textIn(target.variant, 'en', definition),
    label: textIn(target.label, 'en', definition),
  }))
  const first = said.map(({ codes, variant }) => withNote(codes, [variant]))
  const second = said.map(({ codes, variant, label }, at) =>
    isShared(first, at) ? withNote(codes, [label, variant]) : first[at]!,
  )
  const names = said.map(({ id, codes, variant }, at) =>
    isShared(second, at) ? withNote(codes, [variant, id]) : second[at]!,
  )
  const codes = said.map((one) => one.codes)
  return new Map(
    said.map(({ id }, at) => [
      id,
      { name: names[at]!, short: isShared(codes, at) ? names[at]! : codes[at]! },
    ]),
  )
}

function withNote(codes: string, notes: string[]): string {
  const told = notes.filter((note) => note !== '')
  return told.length === 0 ? codes : `${codes} (${told.join('; ')})`
}

function isShared(names: readonly string[], at: number): boolean {
  return names.some((name, other) => other !== at && name === names[at])
}
