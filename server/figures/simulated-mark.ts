import { textAt, withRoomAbove } from '../pictures/markup.ts'
import type { Picture } from '../pictures/picture.ts'
import { inLines } from '../pictures/text-width.ts'

const width = 640
const lineHeight = 17
const most = 4

/**
 * Returns a picture whose wide drawing says first that its answers are simulated: a file travels without the page
 * around it. The notice stands above the drawing, and first in its description for people who do not see it.
 */
export function withSimulatedMark(picture: Picture, notice: string): Picture {
  const lines = inLines(notice, width - 16, 13, most)
  const told = lines.map((line, index) => textAt(8, 17 + index * lineHeight, line, { class: 'simulated' }))
  return { ...picture, svg: withRoomAbove(picture.svg, lines.length * lineHeight + 12, told, notice) }
}
