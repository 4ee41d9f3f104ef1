import type { PersonRow } from '../../db/queries/people.ts'
import type { StudyRow } from '../../db/queries/studies.ts'
import { mayDo } from '../accounts/roles.ts'
import type { Context } from '../context.ts'
import { countsText } from '../fieldwork/counts-text.ts'
import { type Problem, problemOf } from '../http/problems.ts'
import { staffShell } from '../http/staff-shell.ts'
import type { Definition } from './definition.ts'
import { textIn } from './definition-text.ts'
import { currentDefinition } from './lifecycle.ts'
import type { NewStudyPage, StudyListPage } from './pages.ts'
import { countSimulated, simulatedWord } from './simulated.ts'
import { stateText } from './state-text.ts'
import { listTemplates } from './templates.ts'

/** Returns the page of all studies, the newest first. */
export function studyListPage(context: Context, person: PersonRow, done?: string): StudyListPage {
  return {
    ...staffShell({ title: 'Studies', person, current: 'Studies', done }),
    mayCreate: mayDo(person, 'steer'),
    ...byArchived(
      context.queries.studies.list.all().map((study) => {
        const definition = currentDefinition(context, study)
        return {
          isArchived: study.state === 'archived',
          href: `/studies/${study.slug}`,
          slug: study.slug,
          title: titleOf(definition, study.slug),
          state: stateText(study, context.now()),
          society: definition.societies[0]!.name,
          counts: isDraft(study) ? '' : countsText(context, person, study),
          simulated: simulatedWord(countSimulated(context, study.id)),
        }
      }),
    ),
  }
}

/** Nobody is asked before a study is published: three zeros say nothing. */
function isDraft({ state }: StudyRow): boolean {
  return state === 'draft' || state === 'testing'
}

/** Archived studies stand in a list of their own. */
function byArchived<Study extends { isArchived: boolean }>(all: Study[]) {
  return {
    studies: all.filter(({ isArchived }) => !isArchived),
    archived: all.filter(({ isArchived }) => isArchived),
  }
}

/** What was typed into the form of a new study. */
export interface NewStudyValues {
  slug: string
  source: string
  text: string
}

/** The choice to bring a definition, to begin with nothing, or to copy another study. */
export const ownSource = 'own'
export const blankSource = 'blank'
export const copySource = 'copy:'

/** Returns the page that makes a study from a template or a definition file. */
export function newStudyPage(
  context: Context,
  person: PersonRow,
  values: NewStudyValues = { slug: '', source: '', text: '' },
  problems: Problem[] = [],
): NewStudyPage {
  const groups = [
    {
      heading: 'Nothing yet',
      sources: [
        {
          value: blankSource,
          title: 'A blank study',
          explains: 'You write it page by page; the program says what is missing.',
        },
      ],
    },
    {
      heading: 'A ready-made study',
      sources: listTemplates().map(({ name, title }) => ({ value: name, title, explains: '' })),
    },
    {
      heading: 'A file',
      sources: [
        {
          value: ownSource,
          title: 'A definition of your own',
          explains: 'JSON, as “Download the definition” gives it; chosen or pasted below.',
        },
      ],
    },
    { heading: 'A copy of a study that is here', sources: copySources(context), folds: true },
  ]
  return {
    ...staffShell({ title: 'New study', person, current: 'Studies', hasErrors: problems.length > 0 }),
    problems,
    slug: {
      id: 'slug',
      label: 'Short name',
      hint: 'Used in addresses and file names, and never changed: lower-case letters, digits and -, such as endo.',
      type: 'text',
      value: values.slug,
      error: problemOf(problems, 'slug'),
      autocomplete: 'off',
    },
    groups: groups
      .filter(({ sources }) => sources.length > 0)
      .map(({ heading, sources, folds = false }) => ({
        heading,
        // The list of studies grows for ever; the choice above it does not.
        folded: folds,
        isOpen: sources.some(({ value }) => value === values.source),
        sources: sources.map((source) => ({ ...source, checked: source.value === values.source })),
      })),
    sourceError: problemOf(problems, 'source'),
    text: values.text,
    textError: problemOf(problems, 'text'),
  }
}

function copySources(context: Context) {
  return context.queries.studies.list.all().map((study) => ({
    value: `${copySource}${study.slug}`,
    title: titleOf(currentDefinition(context, study), study.slug),
    explains: `${study.slug}: its definition only, no members and no answers`,
  }))
}

/** Returns the title of a study; one that has none yet is called by its short name. */
function titleOf(definition: Definition, slug: string): string {
  return textIn(definition.title, 'en', definition) || `Untitled study (${slug})`
}
