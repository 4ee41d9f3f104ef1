import type { Context } from '../context.ts'
import { assetUrl } from '../http/assets.ts'
import type { Problem } from '../http/problems.ts'
import { studyShell } from '../http/staff-shell.ts'
import { canonicalJson, sha256 } from '../studies/canonical-json.ts'
import { type CloseTimeValues, closeTimeFields, currentCloseTime } from '../studies/close-time-fields.ts'
import type { PublishPage } from './life-pages.ts'
import { publishChecks } from './publish-checks.ts'
import type { StudioVisit } from './shell.ts'

/** Returns the checklist before publishing, with the form that publishes once nothing blocks any more. */
export function publishPage(
  context: Context,
  visit: StudioVisit,
  values: CloseTimeValues = currentCloseTime(context, visit.study),
  problems: Problem[] = [],
): PublishPage {
  const { draft, base, study } = visit
  const checks = publishChecks(context, study.id, draft, visit.missing)
  const of = (state: string) =>
    checks
      .filter((check) => check.state === state)
      .map(({ text, href }) => ({ text, href: href === undefined ? undefined : `${base}/${href}` }))
  const shell = studyShell({ ...visit, title: 'Publish', tab: 'Publish', hasErrors: problems.length > 0 })
  const links = context.queries.invitations.listOfStudy.all(study.id, 'test').length
  const answers = context.queries.respondents.countTest.get(study.id)!
  return {
    ...shell,
    css: [...shell.css, assetUrl('css/studio.css')],
    base,
    problems,
    blocks: of('blocks'),
    warns: of('warns'),
    inOrder: of('done').map(({ text }) => text),
    sha256: sha256(canonicalJson(draft.written)),
    planSha256: sha256(canonicalJson(draft.shown.plan)),
    wiped: wipedText(answers, links),
    closeTime: closeTimeFields(values, problems),
  }
}

/** Returns what publishing wipes, in words. */
function wipedText(answers: number, links: number): string {
  if (links === 0) return 'There are no test answers to wipe.'
  const people = answers === 1 ? 'the answers of one tester' : `the answers of ${answers} testers`
  return `Publishing wipes ${people} and ${links === 1 ? 'one test link' : `${links} test links`}; the log says how many. Comments of testers stay.`
}
