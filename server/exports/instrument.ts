import { canonicalJson } from '../studies/canonical-json.ts'
import { asShown } from './as-shown.ts'
import type { ExportedVersion } from './snapshot.ts'

/** A file of the folder instrument/. */
export interface InstrumentFile {
  name: string
  text: string
}

/**
 * Returns each study version and its plan as they were published – the very bytes whose SHA-256 the manifest names – and
 * each as surgeons read it, in each language: the newest one under a plain name, older ones with their version in it.
 */
export function instrumentFiles(
  versions: readonly ExportedVersion[],
  placeOf: (sha256: string) => string | undefined,
): InstrumentFile[] {
  const newest = versions.at(-1)!
  return [
    ...versions.map(({ label, row }) => ({
      name: `instrument/definition-${label}.json`,
      text: row.definition,
    })),
    // The plan by itself, in the canonical form whose SHA-256 was frozen.
    ...versions.map(({ label, definition }) => ({
      name: `instrument/plan-${label}.json`,
      text: canonicalJson(definition.plan),
    })),
    ...versions.flatMap((version) =>
      version.definition.languages.map((language) => ({
        name: `instrument/as-shown-${language}${version === newest ? '' : `-version-${version.label}`}.md`,
        text: asShown(version.definition, language, placeOf),
      })),
    ),
  ]
}
