/** Returns words on one line: where a line end would end a label, a row of a table or a heading. */
export function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}
