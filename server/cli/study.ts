import type { Command } from 'commander'
import { addStudyClose } from './study-close.ts'
import { addStudyExportDefinition } from './study-export-definition.ts'
import { addStudyImport } from './study-import.ts'
import { addStudyList } from './study-list.ts'
import { addStudyPublish } from './study-publish.ts'

/** Adds `study` with its commands. */
export function addStudyCommands(program: Command): void {
  const study = program.command('study').description('make, publish, close and list studies')
  addStudyList(study)
  addStudyImport(study)
  addStudyPublish(study)
  addStudyClose(study)
  addStudyExportDefinition(study)
}
