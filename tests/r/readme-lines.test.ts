import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { simulateStudy } from '../../server/simulation/simulate-study.ts'
import { requireTemplate } from '../../server/studies/templates.ts'
import { givenArchive } from '../exports/support.ts'
import { givenLiveStudy } from '../support/given-answers.ts'
import { givenContext } from '../support/test-context.ts'
import { givenBundle } from './given-bundle.ts'

/* The lines of R in the README of a bundle, run as they stand there in the unzipped folder. */

const star = await givenBundle()
const three = await givenBundle(() => undefined, 3, { include: 'started' })
afterAll(() => {
  star.remove()
  three.remove()
})

function givenRatings(): { folder: string } {
  const { context } = givenContext()
  givenLiveStudy(context, 'factors', requireTemplate('decision-factors-2024'))
  const habits = { partial: 0.4, cannot: 0, ties: 0.3, orderEffect: 0, careless: 0 }
  simulateStudy(context, { slug: 'factors', respondents: 40, seed: 2, habits, chunk: 40 })
  return givenArchive(context, { slug: 'factors', include: 'started', programs: true })
}

const runBlock = `
text <- readLines("README.md", encoding = "UTF-8")
from <- which(text == "\`\`\`r")[1]
to <- which(text == "\`\`\`" & seq_along(text) > from)[1]
for (line in parse(text = text[(from + 1):(to - 1)])) print(class(eval(line, globalenv())))
`

test.each([
  ['of 150 respondents', star, ['rsmodel', 'eRm', 'btmodel', 'BTm']],
  ['of three, where many items were answered alike', three, ['rsmodel', 'btmodel', 'BTm']],
  ['of rating items', givenRatings(), ['rsmodel', 'eRm']],
])('a study %s: every line runs', (_, { folder }, classes) => {
  writeFileSync(join(folder, 'block.R'), runBlock)
  const { status, stdout, stderr } = spawnSync('Rscript', ['--vanilla', 'block.R'], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stderr).not.toMatch(/Error/)
  expect(status).toBe(0)
  for (const one of classes) expect(stdout).toContain(`"${one}"`)
})
