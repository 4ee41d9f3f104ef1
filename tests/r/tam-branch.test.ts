import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenBundle } from './given-bundle.ts'

/*
 * TAM is in no Debian. What stands in its place here is not TAM: a package of its name that refuses every argument the
 * documented call of tam.mml has not (TAM 4.2, help page tam.mml), wants what that page wants of the data, and returns
 * the one entry of the documented value that the script reads: xsi, a data frame of xsi and se.xsi, the items first,
 * then the steps. Its estimates are no estimates. So this shows that the script calls TAM as documented and reads the
 * answer where it is documented; it says nothing of TAM's numbers.
 */
const stand = `
tam.mml <- function(resp, Y = NULL, group = NULL, irtmodel = "1PL", formulaY = NULL, dataY = NULL, ndim = 1, pid = NULL,
    xsi.fixed = NULL, xsi.inits = NULL, beta.fixed = NULL, beta.inits = NULL, variance.fixed = NULL,
    variance.inits = NULL, est.variance = TRUE, constraint = "cases", A = NULL, B = NULL, B.fixed = NULL, Q = NULL,
    est.slopegroups = NULL, E = NULL, pweights = NULL, userfct.variance = NULL, variance.Npars = NULL,
    item.elim = TRUE, verbose = TRUE, control = list()) {
  resp <- as.matrix(resp)
  stopifnot(is.numeric(resp), !is.null(colnames(resp)), min(resp, na.rm = TRUE) == 0, irtmodel == "RSM", !verbose)
  highest <- apply(resp, 2, max, na.rm = TRUE)
  if (any(highest == 0)) stop("Items with maximum score of 0")
  I <- ncol(resp)
  steps <- max(resp, na.rm = TRUE) - 1
  xsi <- c(100 + seq_len(I), 900 + seq_len(steps))
  list(xsi = data.frame(xsi = xsi, se.xsi = 0.5, row.names = c(colnames(resp), paste0("Cat", seq_len(steps)))))
}
`
const library = mkdtempSync(join(tmpdir(), 'comparand-tam-'))
const star = await givenBundle()
afterAll(() => {
  star.remove()
  rmSync(library, { recursive: true, force: true })
})

beforeAll(() => {
  const source = join(library, 'source', 'TAM')
  mkdirSync(join(source, 'R'), { recursive: true })
  writeFileSync(
    join(source, 'DESCRIPTION'),
    'Package: TAM\nVersion: 0.0.1\nTitle: Stand-In\nDescription: Not TAM.\nLicense: MIT\n',
  )
  writeFileSync(join(source, 'NAMESPACE'), 'export(tam.mml)\n')
  writeFileSync(join(source, 'R', 'tam.R'), stand)
  const installed = spawnSync('R', ['CMD', 'INSTALL', '--no-docs', `--library=${library}`, source], {
    encoding: 'utf8',
  })
  expect(installed.stderr).toContain('* DONE (TAM)')
})

test('with a TAM of the documented shape the script sets its item measures beside its own, and only those', () => {
  const program = `.libPaths(c(${JSON.stringify(library)}, .libPaths())); source("analysis.R")`
  const { stdout, status } = star.r('-e', program)
  expect(status).toBe(0)
  const part = stdout.split(/^== /m).find((one) => one.startsWith('work_effort =='))!
  const lines = part.split('\nTAM: ')[1]!.split('\n\n')[0]!.split('\n').slice(1)
  const items = star.rows('items.csv').filter(({ role }) => role === 'comparator')
  expect(lines.map((line) => line.trim().split(/\s+/)[0])).toEqual(items.map(({ item }) => item))
  expect(lines.map((line) => Number(line.split('theirs')[1]))).toEqual(items.map((_, index) => 101 + index))
  expect(stdout).not.toContain('TAM is not installed')
})
