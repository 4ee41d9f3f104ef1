import { Refusal } from '../refusal.ts'

/** The encodings that member lists come in, with what people call them. */
export const encodingNames = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 (Excel “Unicode text”)',
  'utf-16be': 'UTF-16, big-endian',
  'windows-1252': 'Windows-1252 (Western Europe, Americas)',
  cp949: 'CP949 (Korean Windows)',
} as const

export type Encoding = keyof typeof encodingNames

/** True for the name of an encoding that a list can be read in. */
export function isEncoding(name: unknown): name is Encoding {
  return typeof name === 'string' && Object.hasOwn(encodingNames, name)
}

/**
 * Returns the text of a file and the encoding it was read in: the one asked for, else the one found. Refuses what is
 * no text, and what is broken in the encoding it claims, naming the line.
 */
export function decodeList(bytes: Uint8Array, wished?: Encoding): { text: string; encoding: Encoding } {
  refuseOtherFiles(bytes)
  const encoding = wished ?? findEncoding(bytes)
  const text = decode(bytes, encoding)
  if (text.includes('\u0000'))
    throw new Refusal(
      'invalid',
      `The file is not text in ${encodingNames[encoding]}. Save it as “CSV UTF-8”.`,
    )
  return { text: text.replace(/^\uFEFF/, ''), encoding }
}

const otherFiles: [start: string, sentence: string][] = [
  [
    'PK\u0003\u0004',
    'This is an Excel or OpenDocument workbook. Save the sheet as “CSV UTF-8”, or copy its cells and paste them.',
  ],
  [
    '\u00D0\u00CF\u0011\u00E0',
    'This is an old Excel workbook. Save the sheet as “CSV UTF-8”, or paste its cells.',
  ],
  ['%PDF', 'This is a PDF file. A list must be a CSV file, or cells pasted from a spreadsheet.'],
]

function refuseOtherFiles(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  const other = otherFiles.find(([mark]) => start.startsWith(mark))
  if (other) throw new Refusal('invalid', other[1])
}

/** A byte order mark decides; then zeros in every other byte; then whether the bytes are UTF-8; then Korean or not. */
function findEncoding(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  const head = bytes.subarray(0, 2000)
  const zeros = [0, 1].map((from) => head.filter((byte, at) => at % 2 === from && byte === 0).length)
  if (zeros[1]! > head.length / 5) return 'utf-16le'
  if (zeros[0]! > head.length / 5) return 'utf-16be'
  if (isValid(bytes, 'utf-8') || isMostlyUtf8(bytes)) return 'utf-8'
  return isKorean(bytes) ? 'cp949' : 'windows-1252'
}

function isValid(bytes: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Lists put together from two files may hold both encodings: then the file is broken UTF-8, and nothing else. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes)
  const right = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0
  const wrong = text.match(/\uFFFD/g)?.length ?? 0
  return right > wrong
}

/** Western accents read as CP949 give rare Chinese characters; Korean names give Hangul and nearly nothing else. */
function isKorean(bytes: Uint8Array): boolean {
  if (!isValid(bytes, 'euc-kr')) return false
  const text = new TextDecoder('euc-kr').decode(bytes)
  const beyond = text.match(/[\u0080-\uFFFF]/g)?.length ?? 0
  const hangul = text.match(/[\uAC00-\uD7A3]/g)?.length ?? 0
  return hangul >= 2 && hangul >= 0.8 * beyond
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  // In the encoding standard euc-kr is CP949, with all of modern Hangul.
  const label = encoding === 'cp949' ? 'euc-kr' : encoding
  const text = new TextDecoder(label).decode(bytes)
  // Bytes that Windows-1252 leaves open come out as control characters.
  const wrong = text.search(encoding === 'windows-1252' ? /[\u0081\u008D\u008F\u0090\u009D]/ : /\uFFFD/)
  if (wrong < 0) return text
  const line = text.slice(0, wrong).split('\n').length
  throw new Refusal(
    'invalid',
    `Line ${line} of the file is broken: it is not ${encodingNames[encoding]} there, so letters would be lost. Open the list where it came from, save it as “CSV UTF-8” and send it again.`,
  )
}
