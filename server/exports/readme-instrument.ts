import { listTexts } from '../studies/definition-text.ts'
import { dayIn } from './cells.ts'
import { versionsOf } from './manifest.ts'
import { bytesOf, type InstrumentMedia, mostMediaBytes } from './media-files.ts'
import { tableCell } from './programs/readme-jamovi.ts'
import type { ExportedVersion, Snapshot } from './snapshot.ts'

/** Returns which wording who saw, and what is said of pictures and videos; nothing for one version without pictures. */
export function instrumentGuide(snapshot: Snapshot, media: InstrumentMedia | undefined): string[] {
  return [
    ...(snapshot.versions.size > 1 ? [versionsGuide(snapshot)] : []),
    ...(media ? [mediaGuide(snapshot, media)] : []),
  ]
}

function versionsGuide(snapshot: Snapshot): string {
  const versions = [...snapshot.versions.values()]
  const newest = versions.at(-1)!.label
  const dayOf = dayIn(snapshot.zone)
  const rows = versionsOf(snapshot).map(
    ({ version, respondents, sha256 }, index) =>
      `| ${version} | ${dayOf(versions[index]!.row.created_at)} | ${respondents} | \`${sha256}\` |`,
  )
  const changes = versions.slice(1).flatMap((version, index) => changesOf(versions[index]!, version))
  return `## Which wording who saw

The wording was corrected while answers came in. Whoever had begun kept the version they began with: \`study_version\` in
\`judgements.csv\` and \`respondents.csv\` says which. \`instrument/as-shown-<language>.md\` is version ${newest}; older ones have their
version in the name. Items, choices, design and plan are the same in all. Read the
column as text (\`colClasses = c(study_version = "character")\`), for 1.10 is not 1.1.

| version | published | respondents in these files | SHA-256 of its definition |
|---|---|---|---|
${rows.join('\n')}

| version | text | before | after |
|---|---|---|---|
${changes.join('\n')}`
}

/** Returns every text that a version words otherwise than the one before it, as rows of a table. */
function changesOf(before: ExportedVersion, after: ExportedVersion): string[] {
  const old = new Map(listTexts(before.definition).map(({ path, text }) => [path, text]))
  return listTexts(after.definition).flatMap(({ path, text }) =>
    after.definition.languages
      .map((language) => ({ language, was: old.get(path)?.[language] ?? '', is: text[language] ?? '' }))
      .filter(({ was, is }) => was !== is)
      .map(
        ({ language, was, is }) =>
          `| ${after.label} | \`${path}.${language}\` | ${tableCell(was)} | ${tableCell(is)} |`,
      ),
  )
}

function mediaGuide({ study, newest }: Snapshot, media: InstrumentMedia): string {
  const { written, leftOut, missing } = media
  const { licenceStatement } = newest.definition
  const parts = [
    `${count(written.length)} (${megabytes(bytesOf(written))}) are in \`instrument/media/\`, byte for byte as surgeons saw them, each named by its SHA-256. \`instrument/media.csv\` says with which item, in which place and with which words in each language; \`instrument/as-shown-<language>.md\` shows them where they stood.`,
    ...(leftOut.length > 0 ? [leftOutText(study.slug, media)] : []),
    ...(missing > 0 ? [`${count(missing)} that this draft names are not on the installation.`] : []),
    `They belong to whoever made them: the captions hold the credit the study gives. Ask before you pass them on.${licenceStatement ? ` The study states of its licence: “${licenceStatement.replaceAll(/\s+/g, ' ')}”` : ''}`,
  ]
  return `## Pictures and videos\n\n${parts.join('\n\n')}`
}

function leftOutText(slug: string, { leftOut, unwanted }: InstrumentMedia): string {
  const what = `${count(leftOut.length)} (${megabytes(bytesOf(leftOut))}) were left out`
  const why = unwanted
    ? 'because whoever made these files asked for none'
    : `because all together are more than ${mostMediaBytes / 1e6} MB: videos and their subtitles stay out then`
  return `${what}, ${why}; \`sha256\` in \`instrument/media.csv\` still names each. With all of them: \`npx comparand bundle --study ${slug} --media all --out ${slug}-all.zip\`.`
}

function count(files: number): string {
  return files === 1 ? '1 file' : `${files} files`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`
}
