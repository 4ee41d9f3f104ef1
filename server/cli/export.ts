import { type Command, Option } from 'commander'
import { buildInProcess } from '../exports/build-in-process.ts'
import type { Report } from '../jobs/jobs.ts'
import { noteSimulated, onData, say } from './command-line.ts'
import { type FilesChoice, filesRequest, manifestLines, mediaOption } from './files-request.ts'

interface Options extends FilesChoice {
  study: string
  out: string
}

/** Adds `export`. */
export function addExport(program: Command): void {
  program
    .command('export')
    .description('write the files for analysis: long and wide tables, codebook, manifest')
    .requiredOption('--study <name>', 'short name of the study')
    .requiredOption('--out <folder>', 'a new or empty folder, or an older export to replace')
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
        const manifest = await buildInProcess(context, request, out, {
          polite: false,
          report: showSteps(),
        })
        const { files, respondents } = manifest
        noteSimulated(context, study)
        for (const { name, rows, bytes } of files) say([name, rows ?? '', bytes].join('\t'))
        process.stderr.write(
          `${respondents.included} of ${respondents.listed} respondents with their answers, ${files.length} files in ${out}\n${manifestLines(manifest)}`,
        )
      }),
    )
}

/** Shows on a terminal what is done just now; a large export takes seconds. */
export function showSteps(): Report {
  let shown = ''
  return ({ step }) => {
    if (process.stderr.isTTY && step !== shown) process.stderr.write(`${step}\n`)
    shown = step
  }
}
