import type { Context } from '../context.ts'
import type { Definition } from '../studies/definition.ts'
import type { SavedDraft } from '../studies/draft-history.ts'
import { isExampleAddress } from '../studies/example-address.ts'
import { languageNames } from '../words/languages.ts'
import type { Missing } from './missing.ts'
import { bracketChecks, burdenChecks, yearChecks } from './strength-checks.ts'

/** One line of the checklist before publishing. */
export interface Check {
  /** `blocks`: cannot be published so; `warns`: can, and should be thought about */
  state: 'done' | 'blocks' | 'warns'
  text: string
  /** below /studies/:slug/ */
  href: string | undefined
}

/** Returns the checklist before publishing: what blocks and what to think about, each with the page that mends it. */
export function publishChecks(
  context: Context,
  studyId: number,
  draft: SavedDraft,
  missing: Missing[],
): Check[] {
  const { shown } = draft
  return [
    wholeCheck(missing),
    // A language in which nothing is written yet is not in order only because nothing lacks it.
    ...shown.languages.slice(isWhole(missing) ? 0 : 1).map((language) => languageCheck(language, missing)),
    ...(shown.targets.length > 0 ? [licenceCheck(shown)] : []),
    contactCheck(shown),
    planCheck(shown, missing),
    walkCheck(context, studyId, draft),
    ...burdenChecks(shown),
    ...bracketChecks(shown),
    ...yearChecks(shown),
    ethicsCheck(shown),
    membersCheck(context, studyId),
  ]
}

function isWhole(missing: Missing[]): boolean {
  return missing.every(({ topic }) => topic === 'languages')
}

function wholeCheck(missing: Missing[]): Check {
  // Languages and the licence have lines of their own.
  const lines = missing.filter(({ topic, path }) => topic !== 'languages' && path !== 'licenceStatement')
  if (lines.length === 0) return { state: 'done', text: 'The definition is whole', href: undefined }
  const count = lines.length === 1 ? 'One thing is' : `${lines.length} things are`
  return {
    state: 'blocks',
    text: `${count} missing in the definition, first: ${lines[0]!.sentence}`,
    href: `definition/${lines[0]!.href}`,
  }
}

function languageCheck(language: Definition['languages'][number], missing: Missing[]): Check {
  const lacking = missing.find(({ topic, path }) => topic === 'languages' && path.endsWith(`.${language}`))
  const name = languageNames[language]
  if (!lacking) return { state: 'done', text: `Every text is there in ${name}`, href: undefined }
  return { state: 'blocks', text: `${name}: ${lacking.sentence}`, href: `definition/${lacking.href}` }
}

function licenceCheck({ licenceStatement }: Definition): Check {
  return licenceStatement
    ? { state: 'done', text: 'The licence statement for CPT codes is recorded', href: undefined }
    : {
        state: 'blocks',
        text: 'The licence statement for CPT codes is missing',
        href: 'definition/sponsor#licenceStatement',
      }
}

function contactCheck({ contact }: Definition): Check {
  const href = 'definition/about#contact.email'
  if (contact.email === '') return { state: 'blocks', text: 'The contact address is missing', href }
  if (isExampleAddress(contact.email))
    return {
      state: 'warns',
      text: `Surgeons will write to ${contact.email}, which is an example and reaches nobody`,
      href,
    }
  return { state: 'done', text: `Surgeons can write to ${contact.email}`, href: undefined }
}

function planCheck({ plan, samplePlan }: Definition, missing: Missing[]): Check {
  const lacking = missing.find(({ topic }) => topic === 'plan')
  if (lacking) return { state: 'blocks', text: lacking.sentence, href: `definition/${lacking.href}` }
  if (!samplePlan && plan.readOut !== 'none')
    return {
      state: 'warns',
      text: 'The analysis plan will be frozen; how many surgeons are aimed at is not recorded in it',
      href: 'simulator',
    }
  return { state: 'done', text: 'The analysis plan is whole and will be frozen', href: undefined }
}

function walkCheck(context: Context, studyId: number, draft: SavedDraft): Check {
  const walks = context.queries.testComments.listWalks
    .all(studyId)
    .filter(({ completed_at }) => completed_at !== null)
  const newest = context.queries.studies.findNewestVersion.get(studyId)
  const isPresent = newest !== undefined && walks.some(({ sha256 }) => sha256 === newest.sha256)
  const isSame =
    newest !== undefined && newest.definition === context.queries.studies.findDraft.get(studyId)?.definition
  if (walks.length === 0)
    return { state: 'blocks', text: 'Nobody has walked a test link to the end yet', href: 'try' }
  if (!isPresent || !isSame)
    return {
      state: 'warns',
      text: `The draft was changed (${draft.what.toLowerCase().slice(0, 80)}) after a test link was last walked to the end`,
      href: 'try',
    }
  return { state: 'done', text: 'A test link of this very draft was walked to the end', href: undefined }
}

function ethicsCheck({ ethicsReference }: Definition): Check {
  return ethicsReference
    ? { state: 'done', text: 'An ethics reference is stated', href: undefined }
    : { state: 'warns', text: 'No ethics reference is stated', href: 'definition/sponsor#ethicsReference' }
}

function membersCheck(context: Context, studyId: number): Check {
  const members = context.queries.invitations.countBySociety
    .all(studyId)
    .reduce((total, row) => total + row.members, 0)
  if (members > 0) return { state: 'done', text: `${members} members are listed`, href: undefined }
  return { state: 'warns', text: 'No member is listed yet; they can be added later', href: 'members' }
}
