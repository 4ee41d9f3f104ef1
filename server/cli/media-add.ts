import type { Command } from 'commander'
import { saveMedia } from '../studies/media/save-media.ts'
import { actor, onData, readNamedFile, say } from './command-line.ts'

/** Adds `media add`. */
export function addMediaCommands(program: Command): void {
  program
    .command('media')
    .description('pictures, videos and subtitles that definitions name')
    .command('add')
    .description('keep a picture, video or file of subtitles, and print how a definition names it')
    .argument('<file>', 'JPEG, PNG, WebP, MP4 (H.264) or WebVTT')
    .action((file: string) =>
      onData((context) => {
        const { sha256, type, width, height } = saveMedia(context, readNamedFile(file), actor)
        say(JSON.stringify(width === null ? { file: sha256, type } : { file: sha256, type, width, height }))
      }),
    )
}
