import { spawnSync } from 'node:child_process'

const packages = ['eRm', 'psychotools', 'BradleyTerry2']

/** Stops with advice where R, or a package the tests load files into, is missing. */
export default function requireR(): void {
  const known = packages.map((name) => `requireNamespace("${name}", quietly = TRUE)`).join(', ')
  const asked = spawnSync('Rscript', ['-e', `cat(all(${known}))`], { encoding: 'utf8' })
  if (asked.stdout?.endsWith('TRUE')) return
  throw new Error(
    `These tests need R with ${packages.join(', ')}. On Debian: apt install r-base-core r-cran-erm r-cran-psychotools r-cran-bradleyterry2`,
  )
}
