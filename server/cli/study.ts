import { type Command, Option } from 'commander'
import { Refusal } from '../refusal.ts'
import {
  closeStudy,
  createStudy,
  currentDefinition,
  publishStudy,
  requireStudy,
} from '../studies/lifecycle.ts'
import { readDefinitionFile } from '../studies/read-definition-file.ts'
import { setCloseTime } from '../studies/study-transitions.ts'
import { listTemplates, requireTemplate } from '../studies/templates.ts'
import { actor, onData, readNamedFile, say } from './command-line.ts'

/** Adds `study list | import | publish | close | export-definition`. */
export function addStudyCommands(program: Command): void {
  const study = program.command('study').description('make, publish, close and list studies')

  study
    .command('list')
    .description('list the studies: short name, state, title')
    .action(() =>
      onData((context) => {
        for (const row of context.queries.studies.list.all()) {
          const definition = currentDefinition(context, row)
          const state = row.paused_at === null ? row.state : 'paused'
          say([row.slug, state, definition.title[definition.languages[0]!]].join('\t'))
        }
      }),
    )

  study
    .command('import')
    .description('make a draft study from a definition file')
    .argument('<file>', 'the definition, a JSON file')
    .requiredOption('--slug <name>', 'short name of the new study, used in addresses')
    .action((file: string, { slug }: { slug: string }) =>
      onData((context) => {
        createStudy(context, slug, readDefinitionFile(readNamedFile(file)), actor)
        say(`The study "${slug}" is a draft. Publish it with: comparand study publish --slug ${slug}`)
      }),
    )

  addPublish(study)

  study
    .command('close')
    .description('close a study for good: no answer changes after that')
    .requiredOption('--slug <name>', 'short name of the study')
    .action(({ slug }: { slug: string }) =>
      onData((context) => {
        closeStudy(context, slug, actor)
        say(`The study "${slug}" is closed.`)
      }),
    )

  study
    .command('export-definition')
    .description('write the definition of a study as JSON to standard output')
    .requiredOption('--slug <name>', 'short name of the study')
    .action(({ slug }: { slug: string }) =>
      onData((context) => {
        say(JSON.stringify(currentDefinition(context, requireStudy(context, slug)), null, 2))
      }),
    )
}

interface PublishOptions {
  template?: string
  slug: string
  closes?: string
  zone?: string
}

function addPublish(study: Command): void {
  study
    .command('publish')
    .description('publish an imported draft, or a ready-made study under a new short name')
    .addOption(
      new Option('--template <name>', 'a ready-made study').choices(listTemplates().map(({ name }) => name)),
    )
    .requiredOption('--slug <name>', 'short name of the study')
    .option('--closes <time>', 'when answers end, such as 2026-12-31T23:59')
    .option('--zone <name>', 'zone of that time, such as Europe/Madrid (default: COMPARAND_ZONE)')
    .action((options: PublishOptions) =>
      onData((context) => {
        const { slug, template, closes, zone } = options
        const { version, sha256 } = context.transaction(() => {
          if (template !== undefined) createStudy(context, slug, requireTemplate(template), actor)
          if (closes !== undefined)
            setCloseTime(context, slug, { at: closes, zone: zone ?? context.config.zone }, actor)
          else if (zone !== undefined) throw new Refusal('invalid', 'A zone needs a closing time: --closes')
          return publishStudy(context, slug, actor)
        })
        say(`The study "${slug}" is live: version ${version}, SHA-256 ${sha256}`)
      }),
    )
}
