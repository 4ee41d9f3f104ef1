import type { Context } from '../context.ts'
import { funnelOf } from '../fieldwork/funnel.ts'
import { responseShare, sharesOf } from '../fieldwork/funnel-shares.ts'
import { smallCellThresholdOf, withheldRule } from '../fieldwork/small-cells.ts'
import { withheldCounts, withhold } from '../fieldwork/withheld.ts'
import type { Snapshot } from './snapshot.ts'

/** Returns how response rates are worked out from funnel.csv, with the numbers of this study; nothing for test answers. */
export function funnelGuide(context: Context, { study, newest, request }: Snapshot): string | undefined {
  if (request.mode !== 'live') return undefined
  const rows = funnelOf(context, study.id)
  const isWithheld = withheldCounts(rows, newest.definition)
  const percent = (n: number, of: number) => `${Math.round((100 * n) / of)} %`
  const response = responseShare(rows)
  const told = response && withhold(response, {}, isWithheld)
  const completed = sharesOf(rows).find(({ stage }) => stage === 'completed')!
  const ended = withhold(completed, {}, isWithheld)
  const here =
    told?.n === undefined || told.ofN === undefined
      ? 'Here it cannot be worked out: a count is withheld, nobody is listed, or it was not kept who came by which link.'
      : `Here: ${told.n} / ${told.ofN} = ${percent(told.n, told.ofN)}.`
  const completion =
    ended.n && ended.ofN ? ` Here: ${ended.n} / ${ended.ofN} = ${percent(ended.n, ended.ofN)}.` : ''
  return `## Response rates

\`funnel.csv\` has cells (\`level\` = \`cell\`) and totals: by \`society\`, by \`language\`, by \`wave\`, and of \`all\`; each total for every
\`route\` (personal link, open link) and for \`all\` routes. Choose one level before adding: other levels count the same people again.

- **Response rate = completed / listed**, of those with a personal link: column \`n\` of the row \`stage\` = \`completed\`, \`level\` = \`all\`,
  \`route\` = \`personal\`, divided by column \`n\` of the row \`stage\` = \`listed\`, \`level\` = \`all\`, \`route\` = \`personal\`. ${here}
- **Rate of starting = started / listed**: \`n\` / \`of_n\` of the row \`stage\` = \`started\`, \`level\` = \`all\`, \`route\` = \`personal\`. For open links there is
  no denominator: nobody knows how many saw the link.
- **Every other rate** is \`n\` / \`of_n\` of its row with \`route\` = \`all\`; \`of_stage\` names the denominator. Completed of started is
  \`n\` / \`of_n\` of the row \`stage\` = \`completed\`, \`level\` = \`all\`, \`route\` = \`all\`.${completion}

A blank \`n\` is withheld. ${withheldRule(smallCellThresholdOf(newest.definition))} Whoever sees the members downloads every count
from the field-work page. Two files of different days tell, by their difference, who came between.`
}
