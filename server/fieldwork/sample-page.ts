import type { SampleRow } from '../../db/queries/samples.ts'
import type { Context } from '../context.ts'
import { formatTime } from '../http/format.ts'
import { studyShell } from '../http/staff-shell.ts'
import { Refusal } from '../refusal.ts'
import type { StudyVisit } from '../studies/study-visit.ts'
import { studyZone } from '../studies/study-zone.ts'
import { drawOrder } from './draw-sample.ts'
import type { ReservePart } from './pages.ts'
import type { SamplePage } from './sample-model.ts'

/** A sample with the societies of its list that a person may see. */
interface SeenSample {
  sample: SampleRow
  /** undefined: drawn before societies were kept */
  parts: { society: string; eligible: number; drawn: number }[] | undefined
}

/** Returns the samples of a study of which a person may know: all, or those of a list with members of their society. */
export function listSamples(context: Context, { study, person, definition }: StudyVisit): SeenSample[] {
  const nameOf = (slug: string) => definition.societies.find((one) => one.slug === slug)?.shortName ?? slug
  return context.queries.samples.listOfStudy
    .all(study.id)
    .map((sample) => {
      const parts =
        sample.parts === null ? undefined : (JSON.parse(sample.parts) as [string, number, number][])
      return {
        sample,
        parts: parts
          ?.filter(([society]) => person.society === null || society === person.society)
          .map(([society, eligible, drawn]) => ({ society: nameOf(society), eligible, drawn })),
      }
    })
    .filter(({ parts }) => parts === undefined || parts.length > 0)
}

/** Returns one sample; refuses where there is none that the person may see. */
export function requireSample(context: Context, visit: StudyVisit, id: number): SeenSample {
  const found = listSamples(context, visit).find(({ sample }) => sample.id === id)
  if (!found) throw new Refusal('not_found', 'There is no such sample.')
  return found
}

/** Returns the samples of a study in a sentence each, with the page of each. */
export function sampleLines(context: Context, visit: StudyVisit): ReservePart['samples'] {
  return listSamples(context, visit).map((seen) => {
    const { id, drawn, listed, seed, made_at, wave } = seen.sample
    const time = formatTime(made_at, studyZone(context, visit.study), 'en')
    return {
      sentence: `${drawn} of ${listed} drawn at random on ${time}, wave ${wave}, seed ${seed}.`,
      from: seen.parts === undefined ? '' : `From ${listText(seen.sample)}: ${partsText(seen)}.`,
      href: `${visit.base}/members/samples/${id}`,
    }
  })
}

function listText({ list_name: name, list_members: members }: SampleRow): string {
  const size = `${members} ${members === 1 ? 'member' : 'members'}`
  return name === '' ? `a pasted list of ${size}` : `the list “${name}” of ${size}`
}

function listFact({ list_name: name, list_members: members }: SampleRow): string {
  return `${name === '' ? 'Pasted' : `“${name}”`}, ${members} ${members === 1 ? 'member' : 'members'}`
}

function partsText({ parts = [] }: SeenSample): string {
  return parts.map(({ society, eligible, drawn }) => `${society} ${drawn} of ${eligible}`).join(', ')
}

/** Returns the page of one sample. The draw is done again each time it is looked at. */
export function samplePage(context: Context, visit: StudyVisit, id: number): SamplePage {
  const seen = requireSample(context, visit, id)
  const { sample } = seen
  const heading = `Sample ${listSamples(context, visit).findIndex((one) => one.sample.id === id) + 1}`
  return {
    ...studyShell({ ...visit, title: heading, tab: 'Members' }),
    base: visit.base,
    heading,
    facts: factsOf(context, visit, seen),
    ...repeatDraw(context, visit, sample),
    file: `${visit.base}/members/samples/${id}/draw.csv`,
  }
}

function factsOf(context: Context, { study }: StudyVisit, seen: SeenSample): SamplePage['facts'] {
  const { sample, parts } = seen
  const unknown = 'not kept when it was drawn'
  return [
    { label: 'List', value: parts === undefined ? unknown : listFact(sample) },
    { label: 'Societies', value: parts === undefined ? unknown : `${partsText(seen)} drawn` },
    {
      label: 'Could be drawn',
      value: `${sample.listed}: new to the study, each address once, not opted out`,
    },
    { label: 'Drawn', value: `${sample.drawn}, as wave ${sample.wave}` },
    {
      label: 'Seed',
      value: `${sample.seed}${sample.seed_typed === 1 ? ', typed by a person' : ', by chance'}`,
    },
    {
      label: 'When',
      value: `${formatTime(sample.made_at, studyZone(context, study), 'en')}, ${sample.made_by}`,
    },
  ]
}

/** Draws once more with the seed and holds it against where everybody stood. */
function repeatDraw(
  context: Context,
  { study, person }: StudyVisit,
  sample: SampleRow,
): Pick<SamplePage, 'repeated' | 'differs'> {
  const kept = context.queries.samples.listPlaces.all({ sampleId: sample.id, society: person.society })
  if (sample.parts === null || kept.some(({ position }) => position === null))
    return {
      repeated: 'Where each stood was not kept when this sample was drawn, so it cannot be compared here.',
      differs: false,
    }
  const order = drawOrder(sample.listed, sample.seed)
  const wrong = kept.filter(({ place, position }) => order[place - 1] !== position).length
  if (wrong > 0)
    return {
      repeated: `Drawn again just now, the seed puts ${wrong} of ${kept.length} people in another place than where they stood.`,
      differs: true,
    }
  const gone = person.society === null ? sample.listed - kept.length : 0
  const isCut = context.queries.erasure.findCut.get(study.id) !== undefined
  const why = isCut ? 'since the link to the answers was cut, or erased' : 'erased since'
  return {
    repeated: `Drawn again just now with this seed: the same ${sample.drawn} of ${sample.listed}, in the same order.${gone === 0 ? '' : ` ${gone === 1 ? '1 person is' : `${gone} people are`} no longer here (${why}); their places stay empty.`}`,
    differs: false,
  }
}
