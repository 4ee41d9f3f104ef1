import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../server/fieldwork/draw-sample.ts'
import { languageOf, societyOf } from '../../server/fieldwork/list-columns.ts'
import { decodeList } from '../../server/fieldwork/list-encoding.ts'
import { findSeparator } from '../../server/fieldwork/list-lines.ts'
import { readMembers } from '../../server/fieldwork/read-members.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

const definition = requireTemplate('cpt-62380-2024')
const latin = (text: string) => Buffer.from(text, 'latin1')
/** 김영희 and 이순신 in CP949 */
const korean = Buffer.from('b1e8bfb5c8f1 c0ccbcf8bdc5'.replace(' ', '2c'), 'hex')

describe('the encoding of a list', () => {
  it.each([
    ['utf-8', Buffer.from('Núñez,김'), 'Núñez,김'],
    ['utf-8', Buffer.from('\uFEFFNúñez'), 'Núñez'],
    ['utf-16le', Buffer.from('\uFEFFNúñez,김', 'utf16le'), 'Núñez,김'],
    ['utf-16le', Buffer.from('email,name', 'utf16le'), 'email,name'],
    ['utf-16be', Buffer.from('\uFEFFNúñez', 'utf16le').swap16(), 'Núñez'],
    ['windows-1252', latin('Núñez,João'), 'Núñez,João'],
    ['windows-1252', latin('MUÑOZ GARCÍA'), 'MUÑOZ GARCÍA'],
    ['cp949', korean, '김영희,이순신'],
  ])('is found: %s', (encoding, bytes, text) => {
    expect(decodeList(bytes)).toEqual({ encoding, text })
  })

  it.each([
    ['a workbook', Buffer.from('PK\u0003\u0004rest', 'latin1'), /workbook/],
    ['an old workbook', Buffer.from('d0cf11e0a1b1', 'hex'), /old Excel workbook/],
    ['a PDF', Buffer.from('%PDF-1.7'), /PDF/],
    [
      'UTF-8 with a line of another encoding',
      Buffer.concat([Buffer.from('Núñez\nGarcía\n'), latin('João')]),
      /Line 3 of the file is broken: it is not UTF-8 there/,
    ],
    ['zeros', Buffer.from('a\0\0\0\0b'), /not text|broken/],
  ])('refuses %s and names what it is', (_what, bytes, sentence) => {
    expect(() => decodeList(bytes)).toThrow(sentence)
  })

  it('takes the encoding that a person names', () => {
    expect(decodeList(korean, 'windows-1252').text).not.toContain('김')
    expect(decodeList(latin('Núñez'), 'windows-1252').text).toBe('Núñez')
  })

  it('reads back any text that was written in UTF-8 or UTF-16', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(
          !text.includes('\0') &&
            !text.startsWith('PK') &&
            !text.startsWith('%PDF') &&
            !/[\uFEFF\uFFFD]/.test(text),
        )
        expect(decodeList(Buffer.from(text), 'utf-8').text).toBe(text)
        expect(decodeList(Buffer.from(`\uFEFF${text}`, 'utf16le')).text).toBe(text)
      }),
    )
  })
})

describe('the columns of a list', () => {
  it('are found by their headings in four languages, and by what stands in them without headings', async () => {
    const read = async (text: string) => {
      const { reading, members } = await readMembers(Buffer.from(text), definition)
      return [reading.separator, reading.hasHeader, reading.columns, members]
    }
    const ana = { email: 'ana@x.example', name: 'Ana Núñez', society: 'sbc', language: 'pt' }
    expect(
      await read('Correo electrónico;Nombre completo;Sociedad;Idioma\nana@x.example;Ana Núñez;SBC;portugués'),
    ).toEqual([';', true, ['email', 'name', 'society', 'language'], [{ row: 2, ...ana }]])
    expect(await read('성명\t이메일\t학회\t언어\nAna Núñez\tana@x.example\tsbc\tpt-BR')).toEqual([
      '\t',
      true,
      ['name', 'email', 'society', 'language'],
      [{ row: 2, ...ana }],
    ])
    expect(await read('Ana Núñez,ana@x.example,sbc,pt,55')).toEqual([
      ',',
      false,
      ['name', 'email', 'society', 'language', 'ignore'],
      [{ row: 1, ...ana }],
    ])
    expect(await read('First name,Last name,E-mail,Society,Lang\nAna,Núñez,ana@x.example,sbc,pt')).toEqual([
      ',',
      true,
      ['first_name', 'last_name', 'email', 'society', 'language'],
      [{ row: 2, ...ana }],
    ])
  })

  it('keep the last name whatever the column of first names is called', async () => {
    const nameOf = async (header: string, row: string) =>
      (
        await readMembers(Buffer.from(`${header};Correo electrónico\n${row};ana@x.example`), definition, {
          society: 'sbc',
          language: 'es',
        })
      ).members.map(({ name }) => name)
    expect(await nameOf('Apellidos;Nombre', 'Núñez Gil;Ana')).toEqual(['Ana Núñez Gil'])
    expect(await nameOf('Nome;Sobrenome', 'Ana;Souza')).toEqual(['Ana Souza'])
    expect(await nameOf('Apellidos;Nombre', 'Núñez;Ana Núñez')).toEqual(['Ana Núñez'])
    expect(await nameOf('Apellidos;Nombre', ';Ana')).toEqual(['Ana'])
  })

  it('may be one society and one language for all', async () => {
    const { members } = await readMembers(Buffer.from('email\na@x.example'), definition, {
      society: 'sbc',
      language: 'pt',
    })
    expect(members).toEqual([{ row: 2, email: 'a@x.example', name: '', society: 'sbc', language: 'pt' }])
  })

  it('never let a line break into an address or a name', async () => {
    const text =
      'email,name,society,language\n"a@x.example\nBcc: b@x.example",A,sbc,pt\nb@x.example,"B\nX: y",sbc,pt'
    const { members, problems } = await readMembers(Buffer.from(text), definition)
    expect(members).toEqual([])
    expect(problems.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^Row 3: .* is not an e-mail address\.$/s),
      'Row 5: the name holds a line break.',
    ])
  })

  it('know societies by their names and languages by theirs', () => {
    const [isass] = definition.societies
    expect(
      [isass!.slug, isass!.shortName, isass!.name.toUpperCase()].map((cell) => societyOf(cell, definition)),
    ).toEqual([isass!.slug, isass!.slug, isass!.slug])
    expect(['', 'xx'].map((cell) => societyOf(cell, definition))).toEqual([undefined, undefined])
    expect(['EN', 'es-MX', 'Português', '한국어', 'Korean', 'fr', ''].map(languageOf)).toEqual([
      'en',
      'es',
      'pt',
      'ko',
      'ko',
      undefined,
      undefined,
    ])
  })

  it('are parted by the mark the first line has most of, outside quotation marks', () => {
    expect(findSeparator('"a,b,c,d";e;f')).toBe(';')
    expect(findSeparator('a|b|c')).toBe('|')
    expect(findSeparator('a')).toBe(',')
  })
})

describe('a random sample', () => {
  const list = (n: number) =>
    Array.from({ length: n }, (_, row) => ({
      row,
      email: `m${row}@x.example`,
      name: '',
      society: 's',
      language: 'en',
    }))

  it('parts a list without losing anybody, the same by the same seed in whatever order the list came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(2 ** 31 - 1), fc.nat(), (n, seed, turn) => {
        const members = list(n)
        const size = 1 + (turn % (n - 1))
        const one = sampleOf(members, size, seed)
        expect(one.drawn).toHaveLength(size)
        expect(new Set([...one.drawn, ...one.reserve].map(({ member }) => member))).toEqual(new Set(members))
        const turned = [...members.slice(turn % n), ...members.slice(0, turn % n)]
        expect(sampleOf(turned, size, seed)).toEqual(one)
      }),
    )
  })

  it('draws everybody about as often', () => {
    const members = list(10)
    const times = new Map<string, number>()
    for (let seed = 0; seed < 4000; seed++)
      for (const { member } of sampleOf(members, 3, seed).drawn)
        times.set(member.email, (times.get(member.email) ?? 0) + 1)
    // 1200 each is meant; the standard deviation is 29.
    for (const count of times.values()) expect(Math.abs(count - 1200)).toBeLessThan(145)
  })
})
