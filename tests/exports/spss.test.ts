import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { quoted, spssNames } from '../../server/exports/programs/spss.ts'
import { givenLiveStudy, givenRespondent } from '../support/given-answers.ts'
import { smallStudy } from '../support/small-study.ts'
import { givenContext } from '../support/test-context.ts'
import { givenArchive } from './support.ts'

/* What IBM's Command Syntax Reference asks of GET DATA, VARIABLE LABELS and VALUE LABELS. PSPP reads the same
   language; where it is installed the files are run with it. */

const bytes = (text: string) => Buffer.byteLength(text)

describe('labels', () => {
  test('stand on one line, with their quotes doubled', () => {
    expect(quoted('It\'s "x";\r\n a, 한국어 😀')).toBe("'It''s \"x\"; a, 한국어 😀'")
  })

  test('end between two letters where they would be longer than SPSS reads', () => {
    const long = '👩🏽‍⚕️'.repeat(40)
    const cut = quoted(long, 'variable').slice(1, -1)
    expect(long.startsWith(cut)).toBe(true)
    expect(cut.length % '👩🏽‍⚕️'.length).toBe(0)
    expect(bytes(cut)).toBeGreaterThan(256 - bytes('👩🏽‍⚕️'))
    expect(bytes(quoted('x'.repeat(300)).slice(1, -1))).toBe(120)
    expect(bytes(quoted('x'.repeat(300), 'variable').slice(1, -1))).toBe(256)
  })
})

test('names have at most 64 bytes, are no words of SPSS, and are different whatever their case', () => {
  const long = 'a'.repeat(70)
  const names = spssNames(['by', 'With', 'to_do', `${long}x`, `${long}y`, 'c_T1', 'c_t1'])
  expect(names.slice(0, 3)).toEqual(['by_1', 'With_1', 'to_do'])
  expect(names.every((name) => bytes(name) <= 64)).toBe(true)
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
})

/** The small study with every kind of word that a label or a name may be. */
function givenAwkwardWords() {
  const definition = smallStudy()
  definition.societies[0]!.name = 'Society\'s "best"; 한국\n=1+1 😀'
  definition.questions[0]!.text = { en: 'Are you\na "surgeon"; it\'s 😀?' }
  definition.questions[0]!.options![0]!.label = { en: '=Yes,\n"yes"' }
  definition.questions[1]!.variable = 't'.repeat(40)
  definition.questions[1]!.options![0]!.value = 'o'.repeat(40)
  definition.questions[2]!.variable = 'by'
  const { context, clock } = givenContext()
  givenLiveStudy(context, 'small', definition)
  const answers = { is_surgeon: 'yes', by: 12, [definition.questions[1]!.variable]: ['drill'] }
  givenRespondent(context, clock, {
    slug: 'small',
    responses: { C01: 'more', C02: 'equal', C03: 'cannot' },
    answers,
  })
  return givenArchive(context, { slug: 'small', programs: true })
}

describe('the syntax files', () => {
  const archive = givenAwkwardWords()
  const names = ['spss/work_effort.sps', 'spss/complexity.sps', 'spss/respondents.sps']

  test.each(names)(
    '%s: quotes close on their line, no line is too long, no list begins with a stroke',
    (name) => {
      const text = archive.text(name)
      const commands = text.slice(text.indexOf('SET DECIMAL'))
      for (const line of commands.split('\n')) {
        expect(line.replaceAll("'\"'", '').split("'").length % 2, line).toBe(1)
        expect(line.length).toBeLessThanOrEqual(330)
      }
      expect(text).not.toMatch(/(VARIABLE|VALUE) LABELS\s+\//)
      expect(text).toMatch(/^SET DECIMAL=DOT\.$/m)
      expect(text).toContain("/ENCODING='UTF8'")
    },
  )

  test('spss/respondents.sps reads as many variables as the table has columns', () => {
    const header = archive.text('respondents.csv').split('\n')[0]!.split(',')
    const list = archive.text('spss/respondents.sps').split('/VARIABLES=\n')[1]!.split('.\nVARIABLE')[0]!
    expect(list.trim().split('\n')).toHaveLength(header.length)
  })

  const pspp = spawnSync('pspp', ['--version']).status === 0
  test.skipIf(!pspp).each(names)('%s runs in PSPP without a word of complaint', (name) => {
    const { status, stdout, stderr } = spawnSync('pspp', [name], { cwd: archive.folder, encoding: 'utf8' })
    expect([stdout, stderr, status]).toEqual(['', '', 0])
  })
})
