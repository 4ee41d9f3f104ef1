import { describe, expect, test } from 'vitest'
import { en } from '../../server/words/en.ts'
import { wordsIn } from '../../server/words/index.ts'

/** Words that are rightly the same as in English. */
const sameAsEnglish = new Set([
  // Spanish writes "Error" as English does.
  'es.errorPrefix',
  // A letter and a code between commas: an apposition is written alike in these languages.
  'es.lettered',
  'pt.lettered',
])

/** Values that no catalogue prints of its own accord, so that finding one shows it came from the argument. */
const samples: [unknown[], string[]][] = [
  [
    [7, 46],
    ['7', '46'],
  ],
  [
    ['LETTER', 'CODE'],
    ['LETTER', 'CODE'],
  ],
]
const textArguments = new Set(['invitedBy', 'openUntil', 'chooseExclusive', 'lettered', 'changeAnswer'])
textArguments.add('finishedAt').add('changeUntil').add('lookAt').add('videoOf')

type Entry = string | ((...values: unknown[]) => string)

function entries(catalogue: object): [string, Entry][] {
  return Object.entries(catalogue) as [string, Entry][]
}

/** What an entry says, with its own kind of arguments filled in. */
function said(key: string, entry: Entry): { text: string; expected: string[] } {
  if (typeof entry === 'string') return { text: entry, expected: [] }
  const [values, printed] = samples[textArguments.has(key) ? 1 : 0]!
  return { text: entry(...values.slice(0, entry.length)), expected: printed.slice(0, entry.length) }
}

describe.each(['en', 'es', 'pt', 'ko'] as const)('the %s catalogue', (language) => {
  const words = wordsIn(language)

  test('has the keys of English in its order', () => {
    expect(Object.keys(words)).toEqual(Object.keys(en))
  })

  test.each(entries(words))('%s says something and keeps what it is given', (key, entry) => {
    const english = entries(en).find(([name]) => name === key)?.[1]
    expect(typeof entry).toBe(typeof english)
    if (typeof entry === 'function') expect(entry.length).toBe((english as { length: number }).length)
    const { text, expected } = said(key, entry)
    expect(text.trim()).not.toBe('')
    expect(text).not.toMatch(/undefined|NaN|\[object/)
    for (const value of expected) expect(text).toContain(value)
  })

  test('uses typographic quotes', () => {
    for (const [key, entry] of entries(words)) expect(said(key, entry).text, key).not.toContain('"')
  })
})

describe.each(['es', 'pt', 'ko'] as const)('%s', (language) => {
  const words = entries(wordsIn(language))

  test.each(words)('%s is translated', (key, entry) => {
    const english = said(key, entries(en).find(([name]) => name === key)![1]).text
    if (sameAsEnglish.has(`${language}.${key}`)) expect(said(key, entry).text).toBe(english)
    else expect(said(key, entry).text).not.toBe(english)
  })
})

test.each(['en', 'es', 'pt'] as const)('one and several are told apart in %s', (language) => {
  const words = wordsIn(language)
  for (const key of ['minutes', 'comparisons', 'ratings', 'minutesSoFar', 'reviewMissing'] as const)
    expect(words[key](1).replace('1', '2'), key).not.toBe(words[key](2))
})

test('an item called by letter and code reads well before an answer', () => {
  const answer = (language: 'en' | 'es' | 'pt' | 'ko', more: string) =>
    more.replace('{item}', wordsIn(language).lettered('A', '62380'))
  expect(answer('en', '{item} is more stressful')).toBe('A, 62380, is more stressful')
  expect(answer('es', '{item} es más estresante')).toBe('A, 62380, es más estresante')
  expect(answer('pt', '{item} é mais estressante')).toBe('A, 62380, é mais estressante')
  expect(answer('ko', '{item} 쪽이 스트레스가 더 큽니다')).toBe('A(62380) 쪽이 스트레스가 더 큽니다')
})

test('no Korean particle that depends on the sound before it follows a value', () => {
  for (const [key, entry] of entries(wordsIn('ko'))) {
    if (typeof entry === 'string') continue
    // 은/는, 이/가, 을/를, 과/와 and 으로/로 change with the last sound of a code, a number or a name.
    expect(said(key, entry).text, key).not.toMatch(
      /(?:7|46|LETTER|CODE)[”)]?(?:은|는|이|가|을|를|과|와|으로|로)(?:\s|$)/,
    )
  }
})

test('Korean speaks in one register and calls an answer by one word', () => {
  for (const [key, entry] of entries(wordsIn('ko'))) {
    const { text } = said(key, entry)
    // 해요체 beside 하십시오체, and 귀하 beside 선생님, sound like two people.
    expect(text, key).not.toMatch(/세요|귀하|당신|해요|예요/)
    // 응답 stands only in 응답자 and 응답하다, which say who answered.
    expect(text, key).not.toMatch(/응답(?!자|하)/)
  }
})

test('Portuguese and Spanish say nothing whose form depends on who speaks or who is meant', () => {
  for (const language of ['pt', 'es'] as const)
    for (const [key, entry] of entries(wordsIn(language)))
      expect(said(key, entry).text, key).not.toMatch(/\b[Oo]brigad[oa]\b|\bda LETTER|\bEnv[ií]e[nm]-?me\b/)
})
