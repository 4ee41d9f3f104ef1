import { afterAll, describe, expect, test } from 'vitest'
import { givenBundle } from './given-bundle.ts'

const star = await givenBundle()
const linked = await givenBundle((definition) => {
  definition.design = { kind: 'round_robin', pairsPerRespondent: 20, repeats: 2 }
}, 60)
afterAll(() => {
  star.remove()
  linked.remove()
})

/** How read.csv may read a column of the codebook's type; a column without values is logical. */
const classes: Record<string, string[]> = {
  code: ['character', 'integer', 'numeric', 'logical'],
  text: ['character', 'integer', 'logical'],
  integer: ['integer', 'logical'],
  decimal: ['integer', 'numeric', 'logical'],
  date: ['character', 'logical'],
}

describe('read.csv', () => {
  test.each([
    ['star', star],
    ['round robin', linked],
  ])('reads every table of a %s with the types of the codebook and every row', (_, bundle) => {
    const script = `
      codebook <- read.csv("codebook.csv")
      for (file in unique(codebook$file)) {
        d <- read.csv(file, na.strings = "", check.names = FALSE)
        for (name in names(d)) cat(file, name, class(d[[name]]), nrow(d), "\\n", sep = "\\t")
      }`
    const { status, stdout, stderr } = bundle.r('-e', script)
    expect([status, stderr]).toEqual([0, ''])
    const read = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t') as [string, string, string, string])
    const codebook = bundle.rows('codebook.csv')
    expect(read.map(([file, column]) => [file, column])).toEqual(
      codebook.map(({ file, column }) => [file, column]),
    )
    const manifest = JSON.parse(bundle.r('-e', 'cat(readLines("manifest.json"), sep = "\\n")').stdout) as {
      files: { name: string; rows: number }[]
    }
    const rowsOf = new Map(manifest.files.map(({ name, rows }) => [name, rows]))
    read.forEach(([file, column, type, rows], index) => {
      expect(classes[codebook[index]!.type!], `${file} ${column}`).toContain(type)
      expect(Number(rows), file).toBe(rowsOf.get(file))
    })
    const characters = read.filter(([, column]) =>
      ['respondent', 'item', 'a', 'b', 'society', 'construct'].includes(column),
    )
    for (const [file, column, type] of characters)
      if (rowsOf.get(file)! > 0) expect(type, `${file} ${column}`).toBe('character')
  })
})

describe("the README's own lines for R", () => {
  // Few respondents: items that nobody judged less, or more, are there, at which eRm's RSM stops.
  test.each([
    ['star', star],
    ['round robin', linked],
  ])('run as they stand in a %s, also where an item lacks an answer', (_, bundle) => {
    const script = `
      readme <- readLines("README.md", encoding = "UTF-8")
      from <- grep("^\`\`\`r$", readme); to <- grep("^\`\`\`$", readme)
      lines <- parse(text = readme[(from + 1):(to[to > from][1] - 1)])
      for (line in lines) value <- suppressWarnings(eval(line))
      cat(class(value), identical(items, read.csv("items.csv", encoding = "UTF-8")$item), sum(whole) < ncol(X))`
    const { status, stdout, stderr } = bundle.r('-e', script)
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toBe(`BTm glm lm TRUE ${bundle === linked ? 'TRUE' : 'FALSE'}`)
  })
})

describe('packages take their files without recoding', () => {
  test('eRm: rating scale, partial credit and both dichotomous files', () => {
    const { status, stdout, stderr } = star.r(
      '-e',
      `suppressPackageStartupMessages(library(eRm))
       X <- read.csv("erm/work_effort.csv", row.names = 1)
       X <- X[rowSums(is.na(X)) == 0, ]
       for (m in list(RSM(X), PCM(X))) cat(m$model, m$conv, all(is.finite(m$se.beta)), "\\n")
       for (rule in c("dich_more", "dich_notless")) {
         d <- na.omit(read.csv(paste0("jamovi/work_effort_", rule, ".csv"))[, -(1:3)])
         cat(rule, RM(d)$conv, "\\n")
       }`,
    )
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^RSM 1 TRUE \nPCM 1 TRUE \ndich_more 1 \ndich_notless 1 \n$/)
  })

  test('psychotools: a rating scale with blanks', () => {
    const { status, stdout, stderr } = star.r(
      '-e',
      `library(psychotools)
       X <- read.csv("jamovi/work_effort_012_equal1.csv")[, -(1:3)]
       m <- rsmodel(as.matrix(X))
       cat(anyNA(X), m$code, length(itempar(m)))`,
    )
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toBe(`TRUE 0 ${star.rows('items.csv').length - 1}`)
  })

  test('psychotools: pairs, with the tie parameter of the engine', () => {
    const { status, stdout, stderr } = linked.r(
      '-e',
      `library(psychotools)
       d <- read.csv("psychotools/work_effort.csv", row.names = 1, check.names = FALSE)
       items <- read.csv("items.csv")$item
       p <- paircomp(as.matrix(d), labels = items)
       stopifnot(identical(colnames(as.matrix(p)), colnames(d)), identical(labels(p), items))
       m <- btmodel(p, type = "loglin", undecided = TRUE)
       cat(round(coef(m)[["(undecided)"]], 4), sum(!is.na(as.matrix(p))))`,
    )
    expect([status, stderr]).toEqual([0, ''])
    const answers = linked.rows('r/answers.csv').filter((row) => row.construct === 'work_effort')
    const [undecided, judged] = stdout.split(' ').map(Number) as [number, number]
    expect(undecided).toBeCloseTo(linked.result('work_effort').T!, 3)
    expect(judged).toBe(answers.length)
  })

  test('BradleyTerry2 and a GLM on the counts agree with each other', () => {
    const { status, stdout, stderr } = linked.r(
      '-e',
      `suppressPackageStartupMessages(library(BradleyTerry2))
       w <- read.csv("r/work_effort_bradleyterry2.csv")
       w[1:2] <- lapply(w[1:2], factor, levels = unique(c(w$player1, w$player2)))
       m <- BTm(cbind(win1, win2), player1, player2, data = w)
       counts <- read.csv("r/work_effort_counts.csv")
       stopifnot(all(counts$more + counts$equal + counts$less == counts$n), sum(counts$n) == sum(w$n))
       items <- unique(c(w$player1, w$player2))
       Z <- sapply(levels(w$player1)[-1], function(k) (counts$a == k) - (counts$b == k))
       g <- glm(cbind(counts$more, counts$less) ~ Z - 1, family = binomial)
       cat(max(abs(coef(m) - coef(g))) < 1e-6, m$converged, "\\n")`,
    )
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toBe('TRUE TRUE \n')
  })
})
