import { Refusal } from '../refusal.ts'

export const pictureKinds = ['svg', 'png', 'csv'] as const

/** What a picture is downloaded as; the CSV file holds the numbers behind it. */
export type PictureKind = (typeof pictureKinds)[number]

/** Returns the kind of file that an address or a file name ends with. */
export function requirePictureKind(text: string): PictureKind {
  const kind = pictureKinds.find((one) => one === text)
  if (!kind) throw new Refusal('not_found', 'Pictures are there as SVG, PNG and CSV.')
  return kind
}
