import type { Topic } from '../topic.ts'

/** What surgeons agree to before anything is asked. */
export const consent: Topic = {
  slug: 'consent',
  title: 'Consent',
  lead: 'Surgeons agree or do not agree before anything is asked; both are stored.',
  keys: ['consent'],
  sections: [
    {
      fields: [
        {
          path: 'consent.text',
          label: 'Consent',
          kind: 'markdown',
          hint: 'That taking part is voluntary, what is asked, that answers are confidential, how to withdraw.',
        },
        {
          path: 'consent.dataProtection',
          label: 'Data protection notice',
          kind: 'markdown',
          hint: 'Who is responsible, what is kept and for how long, who sees it, the rights of surgeons, whom to write to.',
        },
      ],
    },
  ],
}
