import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { toFigure } from '../figures/figure.ts'
import { assetUrl } from '../http/assets.ts'
import { formatTime } from '../http/format.ts'
import { studyShell } from '../http/staff-shell.ts'
import type { Picture } from '../pictures/picture.ts'
import { nextSteps } from '../studies/next-steps.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { isLanguage, languageNames } from '../words/languages.ts'
import { analysedNote } from './analysed-note.ts'
import { type FunnelRow, funnelOf } from './funnel.ts'
import { funnelPicture } from './funnel-picture.ts'
import {
  cameOtherwise,
  noDenominator,
  responseShare,
  type StageShare,
  tellsStage,
  toldShares,
  toldSharesBy,
} from './funnel-shares.ts'
import { responseCell, responseText, societyName, toCell } from './funnel-words.ts'
import type { FunnelPage } from './part-pages.ts'
import { progressPart, zoneOf } from './progress-part.ts'
import { smallCellThresholdOf, withheldRule } from './small-cells.ts'
import { type IsWithheld, nothingWithheld, type Place, withheldCounts, withhold } from './withheld.ts'

/**
 * Returns the field-work page: the funnel in all, and by society, language and wave; responses by day, where people
 * stop, minutes, precision. A coordinator of one society sees that society's counts.
 */
export function funnelPage(context: Context, visit: StudyVisit): FunnelPage {
  const { society } = visit.person
  const rows = funnelOf(context, visit.study.id).filter((row) => society === null || row.society === society)
  const all = toldShares(rows)
  const countAt = (stage: 'listed' | 'mailed') => all.find((one) => one.stage === stage)?.n ?? 0
  const isWithheld = withheldFrom(visit, rows)
  const shown = (share: StageShare) => withhold(share, {}, isWithheld).n ?? 0
  const most = Math.max(1, ...all.map(shown))
  const table = (dimension: Dimension, heading: string, nameOf: (name: string) => string) =>
    tableBy(rows, { dimension, heading, nameOf, isWithheld })
  return {
    ...studyShell({ ...visit, title: 'Field work', tab: 'Overview' }),
    scripts: [assetUrl('js/fieldwork.js')],
    base: visit.base,
    at: formatTime(visit.now, zoneOf(context, visit), 'en'),
    frozen: frozenText(context, visit),
    analysedNote: analysedNote(context, visit.study.id),
    stages: all.filter(tellsStage(rows)).map((share) => ({
      ...toCell(share, {}, isWithheld, noDenominator),
      definition: share.definition,
      width: Math.round((100 * shown(share)) / most),
    })),
    tables: [
      table('society', 'By society', (slug) => societyName(visit.definition, slug)),
      table('language', 'By language of the invitation', (code) =>
        isLanguage(code) ? languageNames[code] : code,
      ),
      table('wave', 'By wave', (wave) => `Wave ${wave}`),
    ].filter((one) => one.rows.length > 0),
    response: responseText(responseShare(rows), isWithheld),
    next: nextSteps(context, visit, { listed: countAt('listed'), mailed: countAt('mailed') }),
    openLinks: cameOtherwise(rows) || opensLink(context, visit),
    seesAll: mayDo(visit.person, 'identities'),
    withheld: withheldSentence(visit),
    flow: toFigure(flowPicture(context, visit), `${visit.base}/fieldwork/flow`),
    ofSociety: society === null ? undefined : societyName(visit.definition, society),
    progress: progressPart(context, visit),
  }
}

/** Once the link is cut the funnel stands still, but for who is left out of the analysis. */
function frozenText(context: Context, visit: StudyVisit): string | undefined {
  const cut = context.queries.erasure.findCut.get(visit.study.id)
  if (!cut) return undefined
  const at = formatTime(cut.at, zoneOf(context, visit), 'en')
  return `The funnel is as it was frozen on ${at}, when the link between addresses and answers was cut; only who is analysed is counted anew.`
}

/** Returns the flow diagram as the person may see it. */
export function flowPicture(context: Context, visit: StudyVisit): Picture {
  const { society } = visit.person
  const rows = funnelOf(context, visit.study.id).filter((row) => society === null || row.society === society)
  return funnelPicture(toldShares(rows), withheldFrom(visit, rows))
}

/** Whether a society that the person may see hands a link around. */
function opensLink(context: Context, { study, person }: StudyVisit): boolean {
  const societies = context.queries.funnel.openSocieties.all(study.id)
  return person.society === null ? societies.length > 0 : societies.includes(person.society)
}

type Dimension = 'society' | 'wave' | 'language'

/** Who sees the members may count them; everybody else sees no small counts. */
function withheldFrom(visit: StudyVisit, rows: readonly FunnelRow[]): IsWithheld {
  return mayDo(visit.person, 'identities') ? nothingWithheld : withheldCounts(rows, visit.definition)
}

function withheldSentence(visit: StudyVisit): string | undefined {
  const threshold = smallCellThresholdOf(visit.definition)
  if (threshold === 1 || mayDo(visit.person, 'identities')) return undefined
  return withheldRule(threshold)
}

function tableBy(
  rows: FunnelRow[],
  table: {
    dimension: Dimension
    heading: string
    nameOf: (name: string) => string
    isWithheld: IsWithheld
  },
): FunnelPage['tables'][number] {
  const { dimension, heading, nameOf, isWithheld } = table
  const isRateKnown = responseShare(rows) !== undefined
  const isTold = tellsStage(rows)
  const groups = toldSharesBy(rows, dimension).map(({ name, shares, rows }) => {
    const place: Place = { [dimension]: dimension === 'wave' ? Number(name) : name }
    const counts = shares.filter(isTold).map((share) => toCell(share, place, isWithheld))
    const rate = isRateKnown ? [responseCell(responseShare(rows), place, isWithheld)] : []
    return { name: nameOf(name), cells: [...counts, ...rate] }
  })
  return { heading, dimension, stages: groups[0]?.cells.map((cell) => cell.name) ?? [], rows: groups }
}
