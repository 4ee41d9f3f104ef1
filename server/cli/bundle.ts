import { statSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { buildBundle } from '../exports/build-bundle.ts'
import { noteSimulated, onData, say } from './command-line.ts'
import { showSteps } from './export.ts'
import { type FilesChoice, filesRequest, manifestLines, mediaOption } from './files-request.ts'

interface Options extends FilesChoice {
  study: string
  out: string
}

/** Adds `bundle`. */
export function addBundle(program: Command): void {
  program
    .command('bundle')
    .description(
      'write everything for analysis into one zip file: tables, a file for each program, analysis.R',
    )
    .requiredOption('--study <name>', 'short name of the study')
    .requiredOption('--out <file>', 'a new file ending in .zip, or an older bundle to replace')
    .addOption(
      new Option('--flavour <flavour>', 'script: plain UTF-8; excel: with BOM, formulas in text disarmed')
        .choices(['script', 'excel'])
        .default('script'),
    )
    .addOption(
      new Option('--include <who>', 'completed: who answered to the end; started: everybody who began')
        .choices(['completed', 'started'])
        .default('completed'),
    )
    .addOption(
      new Option(
        '--as-planned',
        'follow the frozen plan to the letter: decisions recorded after it are not applied, and whose answers it says',
      ).conflicts('include'),
    )
    .addOption(
      new Option('--mode <mode>', 'test answers never mix with live ones')
        .choices(['live', 'test'])
        .default('live'),
    )
    .addOption(mediaOption())
    .action(({ study, out, asPlanned, ...choice }: Options) =>
      onData(async (context) => {
        const request = filesRequest(context, study, { ...choice, asPlanned })
        const manifest = await buildBundle(context, request, out, { polite: false, report: showSteps() })
        noteSimulated(context, study)
        for (const { name, rows, bytes } of manifest.files) say([name, rows ?? '', bytes].join('\t'))
        const { included, listed } = manifest.respondents
        const { size } = statSync(out)
        process.stderr.write(
          `${included} of ${listed} respondents with their answers, ${manifest.files.length} files in ${out}, ${size} bytes\n${manifestLines(manifest)}`,
        )
      }),
    )
}
