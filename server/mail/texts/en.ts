import type { MailWords } from './mail-text.ts'

export const en: MailWords = {
  greeting: (name) => (name === '' ? 'Dear colleague,' : `Dear ${name},`),
  noClosingTime: 'no date is set yet; the link works until the study is closed',
  insteadOf: (now, before) => `${now}, instead of ${before} as we wrote before`,
  testMark: 'Test',
  optOutHeading: 'Get no more mail?',
  optOutText: (address) =>
    `Mail about studies will no longer be sent to ${address}, from any study or society that uses this service. Your personal link still works, and answers you have given stay.`,
  optOutConfirm: 'Send me no more mail',
  optedOutHeading: 'You get no more mail',
  optedOutText: (address) =>
    `No more mail about studies is sent to ${address}. A mail that was on its way already may still arrive. Your personal link still works.`,
  texts: {
    invitation: {
      subject: '{shortname} asks for your judgement ({minutes} minutes)',
      body: `{greeting}

{society} asks you to take part in a study: {study}.

You are asked because you are a member and know this work from your own practice. There are no right or wrong answers: your own view counts.

It takes about {minutes} minutes, on a phone or a computer. You may stop at any time and go on later with the same link; answers you have given are kept.

Your personal link:
{link}

Open until: {closes}

Your answers are confidential. They are kept apart from your name and address and are reported only for groups. The link is yours alone, so please do not pass it on.

If this is not for you, open the link and choose “This is not for me”: we will not remind you. Questions are answered at {contact}.

Thank you,
{sender}

You receive this because {society} lists you as a member. To get no more mail like this, about any study:
{optout}`,
    },
    reminder: {
      subject: 'Your judgement is still missing: {shortname}',
      body: `{greeting}

Some time ago {society} asked you to take part in a study: {study}. Your answers are not complete yet.

Every surgeon who answers makes the result more reliable. It takes about {minutes} minutes in all; if you have begun, you go on where you stopped.

Your personal link:
{link}

Open until: {closes}

Your answers are confidential. They are kept apart from your name and address and are reported only for groups.

If you have not begun and this is not for you, open the link and choose “This is not for me”: this is then the last mail about it. Questions are answered at {contact}.

Thank you,
{sender}

You receive this because {society} lists you as a member. To get no more mail like this, about any study:
{optout}`,
    },
    thanks: {
      subject: 'Thank you from {shortname}',
      body: `{greeting}

Thank you for taking part in the study: {study}. Your answers are complete, and nothing more is asked of you.

{society} will report the results for all participants together. Questions are answered at {contact}.

With kind regards,
{sender}

You receive this because {society} lists you as a member. To get no more mail like this, about any study:
{optout}`,
    },
  },
}
