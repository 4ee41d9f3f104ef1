import { writeFileSync } from 'node:fs'
import { extname } from 'node:path'
import type { Command } from 'commander'
import { pictureFile } from '../figures/picture-file.ts'
import { requirePictureKind } from '../figures/picture-kinds.ts'
import { requireTableExample } from '../recompute/examples.ts'
import { type ChoiceTexts, choiceForm, choiceTexts } from '../recompute/read-choice.ts'
import { type Recomputed, recompute } from '../recompute/recompute.ts'
import { requireRecomputePicture } from '../recompute/recompute-pictures.ts'
import { recomputeText } from '../recompute/recompute-text.ts'
import { Refusal } from '../refusal.ts'
import { readNamedFile, say } from './command-line.ts'

interface RecomputeOptions {
  example?: string
  target?: string
  readAt?: string
  readAtSe?: string
  multipleProcedureRule?: boolean
  json?: string
  picture?: string
}

/** Adds `recompute` to the program. */
export function addRecompute(program: Command): void {
  program
    .command('recompute [file]')
    .description(
      'the regression of a published table: measures and wRVUs of comparators in, implied wRVU out',
    )
    .option('--example <name>', 'a published study instead of a file: 62380 or 0202T')
    .option('--target <name>', 'how the target is called')
    .option(
      '--read-at <logits>',
      'where the line is read: a measure, or mean for the mean of the comparators',
    )
    .option('--read-at-se <logits>', 'standard error of that measure')
    .option('--multiple-procedure-rule', 'apply the 50 % rule to bundles (column indicator)')
    .option('--no-multiple-procedure-rule', 'do not apply it')
    .option('--json <file>', 'write the result as JSON; - for the terminal')
    .option('--picture <file>', 'write the regression as .svg, .png or, its numbers, .csv')
    .action(runRecompute)
}

async function runRecompute(file: string | undefined, options: RecomputeOptions): Promise<void> {
  if ((file === undefined) === (options.example === undefined))
    throw new Refusal('invalid', 'Give a file or --example.')
  const example = options.example === undefined ? undefined : requireTableExample(options.example)
  const text = example?.table ?? readNamedFile(file!).toString('utf8')
  const given = example ? choiceTexts(example.choice) : { target: '', at: '0', error: '', rule: 'off' }
  const found = recompute(text, readChoice(given, options))
  if (options.json !== '-') say(recomputeText(found))
  writeJson(options.json, found)
  if (options.picture === undefined) return
  const kind = requirePictureKind(extname(options.picture).slice(1))
  writeFileSync(options.picture, await pictureFile(requireRecomputePicture(found, 'regression'), kind))
}

function readChoice(given: ChoiceTexts, options: RecomputeOptions): Recomputed['choice'] {
  const { target = given.target, readAt = given.at, readAtSe = given.error, multipleProcedureRule } = options
  const rule = multipleProcedureRule === undefined ? given.rule : multipleProcedureRule ? 'on' : 'off'
  const read = choiceForm.safeParse({ target, at: readAt, error: readAtSe, rule })
  if (read.success) return read.data
  throw new Refusal('invalid', read.error.issues.map((issue) => issue.message).join(' '))
}

function writeJson(place: string | undefined, { choice, value, comparators, unused }: Recomputed): void {
  if (place === undefined) return
  const { line, readOut, baseline, decimals, warnings } = value
  const { residuals: _, ...numbers } = line
  const json = `${JSON.stringify({ choice, line: numbers, read_out: readOut, baseline, decimals, warnings, comparators, unused_columns: unused }, null, 2)}\n`
  if (place === '-') process.stdout.write(json)
  else writeFileSync(place, json)
}
