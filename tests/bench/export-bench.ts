import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openProcess } from '../../server/process.ts'
import { comparatorWrvu } from '../../server/studies/comparator-wrvu.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { fillStudy } from './fill-study.ts'
import { givenPosts, type SavesPair, savesWhileBuilding } from './saves-while-building.ts'

const rounds = 3

/**
 * Measures (b) the p99 of answer saves while a whole bundle is built against without it, and (c) the time of judgements.csv
 * against the `sqlite3` tool's CSV of the same query, and peak memory. Prints ratios of one run.
 */
export async function runExportBench(judgements = 1_000_000): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'comparand-bench-'))
  try {
    const context = openProcess({ COMPARAND_DATA: data, LOG_LEVEL: 'silent' })
    const filled = fillStudy(context, 'bench', judgements)
    const posts = givenPosts(context, 'bench', 2000)
    context.db.pragma('wal_checkpoint(TRUNCATE)')
    context.db.close()
    print(`${filled} judgements in the database`)
    measureTime(data)
    printPairs(await savesWhileBuilding(data, posts, 200, rounds))
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

function printPairs(pairs: SavesPair[]): void {
  const ratios = pairs.map(({ alone, during }) => during / alone).sort((a, b) => a - b)
  for (const { alone, during, seconds, saves } of pairs)
    print(
      `    saves at 200/s over HTTP, p99: alone ${alone.toFixed(1)} ms, while a bundle is built for ${seconds.toFixed(1)} s ${during.toFixed(1)} ms (${saves} saves)`,
    )
  print(`(b) median of ${pairs.length} ratios ${ratios[Math.floor(ratios.length / 2)]!.toFixed(2)} (aim 2)`)
  const most = (of: (pair: SavesPair) => number) => Math.max(...pairs.map(of)).toFixed(0)
  print(
    `    peak of the server that saved ${most((one) => one.peakMb)} MB, of the process that built ${most((one) => one.builderMb)} MB (aim 200)`,
  )
}

function measureTime(data: string): void {
  const ours: { seconds: number; peakMb: number }[] = []
  const tool: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds; round++) {
    tool.push(timeTool(data, 'seconds'))
    plain.push(timeTool(data, 'milliseconds'))
    ours.push(inChild('judgements', data))
  }
  const archive = inChild('archive', data)
  const bundle = inChild('bundle', data)
  const best = Math.min(...ours.map((one) => one.seconds))
  const against = (other: number[]) =>
    `${Math.min(...other).toFixed(2)} s, ratio ${(best / Math.min(...other)).toFixed(2)}`
  print(`(c) judgements.csv ${best.toFixed(2)} s (best of ${rounds}); aim 2 times the sqlite3 tool:`)
  print(`    against its CSV of the same query ${against(tool)}`)
  print(`    against the same without formatting times ${against(plain)}`)
  print(`    peak memory ${Math.max(...ours.map((one) => one.peakMb)).toFixed(0)} MB (aim 200)`)
  print(
    `    the bundle ${bundle.seconds.toFixed(1)} s, ${(bundle.seconds / archive.seconds).toFixed(1)} times the archive, peak ${bundle.peakMb.toFixed(0)} MB (aim 200)`,
  )
  print(
    `    the whole archive ${archive.seconds.toFixed(1)} s, peak ${archive.peakMb.toFixed(0)} MB (aim 200)`,
  )
}

function inChild(
  what: 'judgements' | 'archive' | 'bundle',
  data: string,
): { seconds: number; peakMb: number } {
  const folder = mkdtempSync(join(data, 'out-'))
  // The limits that build-in-process.ts sets for its thread, for a process: three semi-spaces make the young part.
  const limits = what === 'judgements' ? ['--max-semi-space-size=2', '--max-old-space-size=96'] : []
  const child = join(import.meta.dirname, 'export-child.ts')
  // As `npm start` keeps compiled files; the parts that run before warm it.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(data, 'compiled') }
  const answer = execFileSync(process.execPath, [...limits, child, what, data, join(folder, 'files')], {
    env,
  })
  rmSync(folder, { recursive: true })
  return JSON.parse(answer.toString()) as { seconds: number; peakMb: number }
}

function timeTool(data: string, times: 'seconds' | 'milliseconds'): number {
  const script = `.mode csv\n.headers on\n.once ${join(data, 'tool.csv')}\n${toolQuery(times)}\n`
  const began = performance.now()
  execFileSync('sqlite3', ['-readonly', join(data, 'comparand.db')], { input: script })
  return (performance.now() - began) / 1000
}

/** What makes the same file in SQL alone; with times as they are stored, it spares the tool their formatting. */
function toolQuery(times: 'seconds' | 'milliseconds'): string {
  const definition = requireTemplate('cpt-62380-2024')
  const since = (at: string) =>
    times === 'seconds' ? `printf('%.3f', (${at} - r.started_at) / 1000.0)` : `${at} - r.started_at`
  const wrvus = definition.comparators.map((one) => `WHEN '${one.id}' THEN ${comparatorWrvu(one).wrvu}`)
  return `SELECT 'bench' study, '1' study_version, r.mode, r.pseudonym respondent, r.society, r.language,
    'completed' state, a.seq, a.block, a.construct, a.item_a || ':' || a.item_b pair, a.item_a, a.item_b,
    'target' item_a_role, 'comparator' item_b_role, CASE a.item_b ${wrvus.join(' ')} END item_b_wrvu, 2023 wrvu_year,
    a.shown_first, a.is_repeat,
    CASE WHEN j.seq IS NOT NULL THEN 'answered' WHEN a.shown_at IS NOT NULL THEN 'not_answered' ELSE 'not_shown' END status,
    j.response, CASE j.response WHEN 'less' THEN 0 WHEN 'equal' THEN 1 WHEN 'more' THEN 2 END score,
    j.revision - 1 revisions, date(r.started_at / 1000, 'unixepoch') start_day,
    ${since('a.shown_at')} shown_s,
    ${since('j.answered_at')} answered_s, j.active_ms, r.device
    FROM respondent r CROSS JOIN assignment a ON a.respondent_id = r.id
    LEFT JOIN judgement j ON j.respondent_id = a.respondent_id AND j.seq = a.seq
    WHERE r.study_id = 1 AND r.mode = 'live' AND r.completed_at IS NOT NULL AND r.withdrawn_at IS NULL
    ORDER BY r.pseudonym, a.seq;`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
