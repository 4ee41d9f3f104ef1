import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { confirmImport, prepareImport } from '../../server/fieldwork/import-members.ts'
import { linkPages } from '../../server/fieldwork/links-csv.ts'
import { openProcess } from '../../server/process.ts'
import { createStudy, publishStudy, requireStudy } from '../../server/studies/lifecycle.ts'
import { requireTemplate } from '../../server/studies/templates.ts'

/**
 * Measures reading, comparing and adding 5,000 members in a database file, how long everybody else waits meanwhile at
 * most, and the memory it takes; then the file of their links.
 */
export async function runMemberBench(members = 5000): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'comparand-bench-'))
  try {
    const context = openProcess({ COMPARAND_DATA: data, LOG_LEVEL: 'silent' })
    createStudy(context, 'bench', requireTemplate('cpt-62380-2024'), 'bench')
    publishStudy(context, 'bench', 'bench')
    const rows = Array.from(
      { length: members },
      (_, n) => `m${n}@society.example;"Núñez, 김 ${n}";SBC;português`,
    )
    const list = Buffer.from(`Correo electrónico;Nombre;Sociedad;Idioma\n${rows.join('\n')}\n`)
    const before = process.memoryUsage().rss
    const pause = longestPause()
    const start = performance.now()
    const study = requireStudy(context, 'bench')
    const prepared = await prepareImport(context, study, list, {}, null)
    const read = performance.now()
    const wishes = { wave: 1, leaveOutWrong: false }
    const { added } = await context.write(() => confirmImport(context, 'bench', prepared, wishes, 'bench'))
    const end = performance.now()
    let bytes = 0
    for (const piece of linkPages(context, 'bench')) bytes += piece.length
    const links = performance.now()
    const grown = (process.memoryUsage().rss - before) / 2 ** 20
    process.stdout.write(
      `members: ${added} read and compared in ${Math.round(read - start)} ms, added in ${Math.round(end - read)} ms, links (${Math.round(bytes / 1024)} kB) in ${Math.round(links - end)} ms; nobody waited longer than ${Math.round(pause())} ms; memory grew by ${grown.toFixed(0)} MB (aim 100)\n`,
    )
    if (added !== members || grown > 100) process.exitCode = 1
    context.db.close()
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

/** Returns what stops watching and gives the longest time that nothing else had a turn. */
function longestPause(): () => number {
  let longest = 0
  let last = performance.now()
  const clock = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 2)
  return () => {
    clearInterval(clock)
    return longest
  }
}
