import { type Command, Option } from 'commander'
import { Refusal } from '../refusal.ts'
import { createStudy, publishStudy } from '../studies/lifecycle.ts'
import { setCloseTime } from '../studies/study-transitions.ts'
import { listTemplates, requireTemplate } from '../studies/templates.ts'
import { actor, onData, say } from './command-line.ts'

interface PublishOptions {
  template?: string
  slug: string
  closes?: string
  zone?: string
}

/** Adds `study publish`. */
export function addStudyPublish(study: Command): void {
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
