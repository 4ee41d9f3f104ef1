import { Refusal } from '../refusal.ts'

/** Returns the content of a definition file or of pasted text; refuses when it is not JSON in UTF-8. */
export function readDefinitionFile(content: Buffer | string): unknown {
  const text = typeof content === 'string' ? content : decode(content)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw new Refusal('invalid', 'This is not a study definition: it is not JSON.', [why])
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('invalid', 'The file is not a text file in UTF-8.')
  }
}
