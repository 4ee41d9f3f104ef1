import type { Definition } from '../studies/definition.ts'
import { isLanguage, type Language, languageNames } from '../words/languages.ts'

/** What a column of a list can become; `ignore` is not kept. */
export const roleNames = {
  ignore: 'not imported',
  email: 'e-mail address',
  name: 'name',
  first_name: 'first name',
  last_name: 'last name',
  society: 'society',
  language: 'language',
} as const

export type Role = keyof typeof roleNames

/** True for the name of a role. */
export function isRole(name: unknown): name is Role {
  return typeof name === 'string' && Object.hasOwn(roleNames, name)
}

/** Headings as societies write them, in the product's languages; compared without case, accents and marks. */
const headings: Record<Exclude<Role, 'ignore'>, readonly string[]> = {
  email: [
    'email',
    'emailaddress',
    'mail',
    'correo',
    'correoelectronico',
    'enderecodeemail',
    '이메일',
    '전자우편',
    '메일',
  ],
  name: [
    'name',
    'fullname',
    'member',
    'nombre',
    'nombrecompleto',
    'nome',
    'nomecompleto',
    '이름',
    '성명',
    '성함',
  ],
  first_name: ['firstname', 'givenname', 'forename', 'nombredepila', 'primeironome', 'prenome'],
  last_name: ['lastname', 'surname', 'familyname', 'apellido', 'apellidos', 'sobrenome', 'apelido', '성'],
  society: [
    'society',
    'sociedad',
    'sociedade',
    'association',
    'organisation',
    'organization',
    '학회',
    '소속학회',
  ],
  language: ['language', 'lang', 'idioma', 'lingua', 'lengua', '언어'],
}

/** Returns a text without case, accents, spaces and marks, for comparing. */
export function plainWord(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Tells whether the first row of a list names its columns: it has no e-mail address in it. */
export function looksLikeHeader(cells: readonly string[]): boolean {
  return !cells.some((cell) => cell.includes('@'))
}

/** Returns what each column most likely is, by its heading, or without headings by what stands in it. */
export function findRoles(
  header: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  definition: Definition,
): Role[] {
  const width = Math.max(header?.length ?? 0, ...rows.map((row) => row.length))
  const taken = new Set<Role>()
  return Array.from({ length: width }, (_, at) => {
    const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '')
    const role = header ? roleOfHeading(header[at] ?? '') : roleOfCells(cells, definition)
    if (taken.has(role)) return 'ignore'
    if (role !== 'ignore') taken.add(role)
    return role
  })
}

function roleOfHeading(heading: string): Role {
  const word = plainWord(heading)
  const found = Object.entries(headings).find(([, words]) => words.includes(word))
  return (found?.[0] as Role | undefined) ?? 'ignore'
}

function roleOfCells(cells: readonly string[], definition: Definition): Role {
  if (cells.length === 0) return 'ignore'
  if (cells.every((cell) => cell.includes('@'))) return 'email'
  if (cells.every((cell) => societyOf(cell, definition) !== undefined)) return 'society'
  if (cells.every((cell) => languageOf(cell) !== undefined)) return 'language'
  return cells.every((cell) => /\p{L}{2}/u.test(cell) && !/\d/.test(cell)) ? 'name' : 'ignore'
}

/** Made once per definition: a list asks for every one of its rows. */
const societyWords = new WeakMap<Definition, Map<string, string>>()

/** Returns the short name of the society a cell names by its short name, its initials or in full. */
export function societyOf(cell: string, definition: Definition): string | undefined {
  let words = societyWords.get(definition)
  if (!words) {
    words = new Map(
      definition.societies.flatMap((one) =>
        [one.name, one.shortName, one.slug].map((name): [string, string] => [plainWord(name), one.slug]),
      ),
    )
    societyWords.set(definition, words)
  }
  return words.get(plainWord(cell))
}

/** What languages are called in each other; their own names come from languageNames. */
const languageWords: Record<Language, readonly string[]> = {
  en: ['english', 'ingles', '영어'],
  es: ['spanish', 'espanol', 'espanhol', 'castellano', '스페인어'],
  pt: ['portuguese', 'portugues', '포르투갈어'],
  ko: ['korean', 'coreano', 'kr', '한국어'],
}

const languageOfWord = new Map(
  (Object.keys(languageWords) as Language[]).flatMap((language) =>
    [...languageWords[language], plainWord(languageNames[language])].map((word): [string, Language] => [
      word,
      language,
    ]),
  ),
)

/** Returns the language a cell names by its code, such as `pt` or `pt-BR`, or by its name. */
export function languageOf(cell: string): Language | undefined {
  const code = cell.trim().toLowerCase().split(/[-_]/, 1)[0]
  return isLanguage(code) ? code : languageOfWord.get(plainWord(cell))
}
