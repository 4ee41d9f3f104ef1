import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compose, toOutgoing } from '../../server/mail/compose.ts'
import { oneLine } from '../../server/mail/one-line.ts'
import { fill, neededPlaceholders, placeholders, textProblems } from '../../server/mail/placeholders.ts'
import { mailKinds, saveText, studyText } from '../../server/mail/study-texts.ts'
import { paragraphsOf, toMailHtml } from '../../server/mail/text-blocks.ts'
import { mailWords } from '../../server/mail/texts/index.ts'
import { wordsIn } from '../../server/words/index.ts'
import { languages } from '../../server/words/languages.ts'
import { givenStudy } from '../support/given-study.ts'

describe.each(languages)('the texts that ship with us in %s', (language) => {
  test.each(mailKinds)('%s has nothing wrong with it', (kind) => {
    expect(textProblems(kind, mailWords(language).texts[kind])).toEqual([])
  })

  test('name the very words with which one declines on the welcome page', () => {
    expect(mailWords(language).texts.invitation.body).toContain(wordsIn(language).notForMe)
    expect(mailWords(language).texts.reminder.body).toContain(wordsIn(language).notForMe)
  })

  test('leave no brace in a finished mail, and say until when with the zone', () => {
    const { context, definition, studyId } = givenStudy()
    const study = context.queries.studies.findById.get(studyId)!
    const closing = { ...study, closes_at: Date.UTC(2026, 5, 30, 21, 59), close_zone: 'Europe/Madrid' }
    const addressee = {
      id: 1,
      generation: 1,
      email: 'a@b.example',
      name: 'Ana Ruiz',
      language,
      society: 'sbc',
    }
    for (const kind of mailKinds) {
      const { subject, text } = compose(context, { study: closing, definition, kind, addressee })
      expect(`${subject}${text}`).not.toMatch(/[{}]|undefined|NaN/)
      expect(text).toContain('Ana Ruiz')
      if (kind !== 'thanks') expect(text).toMatch(/(23|11):59 \(Europe\/Madrid\)/)
      expect(text).toMatch(/http:\/\/survey\.test\/optout\/1-/)
      const open = compose(context, { study, definition, kind, addressee: { ...addressee, name: '' } })
      expect(open.text).not.toMatch(/[{}]|undefined/)
    }
  })
})

describe('a text is refused', () => {
  const good = mailWords('en').texts.invitation
  const said = (change: Partial<typeof good>) =>
    textProblems('invitation', { ...good, ...change }).map(({ message }) => message)

  test.each(neededPlaceholders('invitation'))('without {%s}', (name) => {
    expect(said({ body: good.body.replaceAll(`{${name}}`, 'x') })).toEqual([
      `{${name}} is missing: ${placeholders[name]}.`,
    ])
  })

  test('with a placeholder that is not known, by its name', () => {
    expect(said({ body: `${good.body} {coluor}` })[0]).toMatch(/^\{coluor\} is not known\. Use \{greeting\}/)
    expect(said({ body: `${good.body} {constructor}` })[0]).toMatch(/^\{constructor\} is not known/)
  })

  test.each([
    ['with a brace alone', { body: `${good.body} {` }, 'A brace'],
    ['with a line break in its subject', { subject: 'A\r\nBcc: x@y.example' }, 'one line'],
    ['with a link in its subject', { subject: 'Open {link}' }, '{link} cannot stand in the subject'],
    ['without a subject', { subject: '  ' }, 'Enter a subject'],
    ['that is too long', { body: `${good.body}${'x'.repeat(8000)}` }, 'longer than 8000'],
  ])('%s', (_name, change, expected) => {
    expect(said(change).join(' ')).toContain(expected)
  })

  test('and then nothing is saved', () => {
    const { context, studyId } = givenStudy()
    const study = context.queries.studies.findById.get(studyId)!
    const text = { subject: 'A', body: 'no link' }
    expect(() => saveText(context, { study, kind: 'invitation', language: 'en', text }, 'x')).toThrow(
      'The text was not saved',
    )
    expect(studyText(context, studyId, 'invitation', 'en').own).toBe(false)
  })
})

describe('whatever people write', () => {
  const wild = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('{link}', '{{name}}', '<script>', '</p>', '\r\nBcc: a@b.example', '&amp;', '$&', '$1'),
    fc
      .array(fc.constantFrom('{', '}', 'link', '\r', '\n', '<', '"', '\u2028', '\u202e', 'http://x'))
      .map((all) => all.join('')),
  )
  const filling = fc.record(
    Object.fromEntries(Object.keys(placeholders).map((name) => [name, wild])) as Record<
      keyof typeof placeholders,
      typeof wild
    >,
  )

  test('a value is never read as a placeholder, and no known placeholder stays', () => {
    fc.assert(
      fc.property(filling, (values) => {
        const text = Object.keys(placeholders).map((name) => `{${name}}`)
        expect(fill(text.join('|'), values)).toBe(Object.values(values).join('|'))
      }),
    )
  })

  test('HTML says what the text says, and no mark of anybody’s making', () => {
    fc.assert(
      fc.property(wild, wild, (text, link) => {
        const html = toMailHtml(paragraphsOf(text, [link]), 'en')
        const body = html.slice(html.indexOf('<div'), html.lastIndexOf('</div>'))
        expect(body.replace(/<\/?(div|p|a|br)( (style|href)="[^"<>]*")?>/g, '')).not.toMatch(/[<>"']/)
      }),
    )
  })

  test('no header holds a line break', () => {
    const { context, definition, studyId } = givenStudy()
    const study = context.queries.studies.findById.get(studyId)!
    fc.assert(
      fc.property(wild, wild, (name, subject) => {
        const addressee = { id: 1, generation: 1, email: 'a@b.example', name, language: 'en', society: 'sbc' }
        const text = { subject, body: '{link}' }
        const composed = compose(context, { study, definition, kind: 'invitation', addressee, text })
        const mail = toOutgoing(composed, { from: 'c@d.example', to: addressee, messageId: '<m@d>' })
        const lines = [
          mail.subject,
          mail.from.name,
          mail.to.name,
          mail.replyTo,
          ...Object.values(mail.headers),
        ]
        expect(lines.filter((line) => /[\p{Cc}\p{Zl}\p{Zp}]/u.test(line))).toEqual([])
        expect(oneLine(name)).toBe(mail.to.name)
      }),
      { numRuns: 300 },
    )
  })
})
