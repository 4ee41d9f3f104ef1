/** What the program knows of how a survey was carried out, for the checklist. */
export interface SurveyFacts {
  /** such as "closed survey" */
  hasOpenLinks: boolean
  languages: string[]
  ethicsReference: string | undefined
  pairs: string
  questions: number
  ratingItems: number
  constructs: number
  repeats: number
  /** when it was open, with pauses and changes of the closing time */
  dates: string
  minutes: number
  /** what people were told of their answers, and what is true since */
  told: string
  /** sentences with their denominators, such as "164 of 542 listed members started (30 %)" */
  participation: string
  completion: string
  incomplete: string
  hasty: string
  stoppingRule: string
  invitations: string
}

/** An item of the checklist; where the program cannot know the answer, the authors must fill it in. */
export interface ChecklistItem {
  section: string
  item: string
  answer: string
  byAuthors: boolean
}

const toBeFilled = 'To be filled in by the authors.'

/**
 * Returns the Checklist for Reporting Results of Internet E-Surveys with what the program knows. Items by Eysenbach
 * 2004, J Med Internet Res 6(3):e34; their wording here is our own.
 */
export function cherries(facts: SurveyFacts): ChecklistItem[] {
  const sections: [string, [item: string, answer: string | undefined][]][] = [
    ['Design', design(facts)],
    ['Approval and consent', approval(facts)],
    ['Development and testing', [['How the questionnaire was developed and tested', undefined]]],
    ['Recruitment', recruitment(facts)],
    ['Administration', administration(facts)],
    ['Response rates', responseRates(facts)],
    ['Preventing multiple entries', multipleEntries(facts)],
    ['Analysis', analysis(facts)],
  ]
  return sections.flatMap(([section, items]) =>
    items.map(([item, answer]) => ({
      section,
      item,
      answer: answer ?? toBeFilled,
      byAuthors: answer === undefined,
    })),
  )
}

type Items = [item: string, answer: string | undefined][]

function design(facts: SurveyFacts): Items {
  const sample = facts.hasOpenLinks
    ? 'Members of the participating societies; some through open links, so that the number reached is not known.'
    : 'Members of the participating societies, invited one by one; a convenience sample of those who answered.'
  return [['Survey design and target population', sample]]
}

function approval(facts: SurveyFacts): Items {
  return [
    ['Approval by an ethics committee', facts.ethicsReference],
    [
      'Informed consent',
      `Asked on a page of its own before anything else (agree or do not agree, both kept), with purpose, who is responsible, what is kept and for how long, and about ${facts.minutes} minutes of duration.`,
    ],
    [
      'Protection of personal data',
      `Names and addresses are kept apart from answers, which stand under random pseudonyms. ${facts.told} No third party is loaded by any page.`,
    ],
  ]
}

function recruitment(facts: SurveyFacts): Items {
  return [
    [
      'Open or closed survey',
      facts.hasOpenLinks
        ? 'Personal links, and open links of some societies.'
        : 'Closed: personal links only.',
    ],
    ['First contact', facts.invitations],
    ['How the survey was announced', undefined],
  ]
}

function administration(facts: SurveyFacts): Items {
  return [
    ['Web or e-mail', 'Web pages, for phones and desktops; answers are stored as they are given.'],
    ['Context of the page', 'A site of its own for this study, without advertising or other content.'],
    ['Mandatory or voluntary', 'Voluntary; it could be left and taken up again at any time.'],
    ['Incentives', undefined],
    ['Dates', `${facts.dates} ${facts.stoppingRule}`],
    [
      'Randomisation of items',
      'Order of pairs and the side on which each procedure stood were random and balanced, drawn before the first answer and stored.',
    ],
    ['Adaptive questioning', 'None: which pairs a respondent saw did not depend on any answer.'],
    [
      'Number of items',
      `${facts.pairs}; ${facts.questions} questions${facts.ratingItems > 0 ? `; ${facts.ratingItems} rating items` : ''}.`,
    ],
    ['Number of screens', 'One judgement on a page; questions in a few pages by subject.'],
    [
      'Completeness check',
      'Every judgement needs an answer, of which “cannot compare” is one; nothing is preselected; optional questions are marked.',
    ],
    [
      'Review step',
      'A page with all answers before sending; every answer could be changed until the study closed.',
    ],
  ]
}

function responseRates(facts: SurveyFacts): Items {
  return [
    [
      'Unique visitors',
      'One personal link is one visitor; no cookie or address is kept to tell visitors apart.',
    ],
    ['View rate', 'Not counted: mail scanners open links too, so opening a link is not counted as a visit.'],
    ['Participation rate', facts.participation],
    ['Completion rate', facts.completion],
  ]
}

function multipleEntries(facts: SurveyFacts): Items {
  return [
    ['Cookies', 'None are used for it.'],
    ['Network addresses', 'Not kept.'],
    ['Log files', 'Not used: logs hold no link and no answer.'],
    [
      'Registration',
      facts.hasOpenLinks
        ? 'A personal link gives one response; open links cannot rule out that somebody answers twice.'
        : 'A personal link gives one response, whichever devices it is opened on.',
    ],
  ]
}

function analysis(facts: SurveyFacts): Items {
  return [
    ['Incomplete questionnaires', facts.incomplete],
    ['Questionnaires answered very fast', facts.hasty],
    ['Statistical correction', 'None: answers are not weighted.'],
  ]
}
