/** A run of words that stayed, went or came. */
export interface WordRun {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Beyond this a comparison word by word would cost more than it tells. */
const mostWords = 1500

/**
 * Returns how one text became another, word by word: the runs without `new` make the old text, those without `gone`
 * the new one. Words are compared by a longest common subsequence; white space belongs to the word before it.
 */
export function wordDifference(before: string, after: string): WordRun[] {
  const a = wordsOf(before)
  const b = wordsOf(after)
  const head = commonLength(a, b)
  const tail = commonLength(a.slice(head).reverse(), b.slice(head).reverse())
  const runs: WordRun[] = []
  push(runs, 'same', a.slice(0, head))
  middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), runs)
  push(runs, 'same', a.slice(a.length - tail))
  return runs
}

/** Returns how many words of the old text went and how many of the new one came. */
export function countChangedWords(runs: WordRun[]): { gone: number; came: number } {
  const count = (kind: WordRun['kind']) =>
    runs.filter((run) => run.kind === kind).reduce((sum, run) => sum + wordsOf(run.text).length, 0)
  return { gone: count('gone'), came: count('new') }
}

/** Returns the words of a text, each with the white space behind it. */
export function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|^\s+/g) ?? []
}

function commonLength(a: string[], b: string[]): number {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  return length
}

function middle(a: string[], b: string[], runs: WordRun[]): void {
  if (a.length > mostWords || b.length > mostWords) {
    push(runs, 'gone', a)
    push(runs, 'new', b)
    return
  }
  // lengths[i][j]: longest common subsequence of a from i and b from j
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(runs, 'same', [a[i]!])
      i += 1
      j += 1
    } else if (
      i < a.length &&
      (j === b.length || lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    ) {
      push(runs, 'gone', [a[i++]!])
    } else push(runs, 'new', [b[j++]!])
  }
}

function push(runs: WordRun[], kind: WordRun['kind'], words: string[]): void {
  if (words.length === 0) return
  const text = words.join('')
  const last = runs.at(-1)
  if (last?.kind === kind) last.text += text
  else runs.push({ kind, text })
}
