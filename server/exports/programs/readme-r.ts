/** Lines for the models of persons and items; each package stops at something else, and is given what it takes. */
function rasch(name: string, highest: number): string {
  return `X <- read.csv("erm/${name}.csv", row.names = 1)
varies <- sapply(X, function(x) length(unique(na.omit(x))) > 1)   # psychotools stops where all answered an item alike
if (sum(varies) > 1) psychotools::rsmodel(as.matrix(X[varies]))   # blanks are no trouble
# TAM::tam.mml(X, irtmodel = "RSM")                 # the definition of jamovi's snowIRT; an item needs a score above 0
whole <- sapply(X, function(x) all(0:${highest} %in% x))     # eRm's RSM stops where an item lacks one of the answers
if (sum(whole) > 2) eRm::RSM(X[rowSums(!is.na(X[whole])) > 1, whole])
`
}

/** Returns how the file of the rating items is read in R; the highest category is a number from 0. */
export function ratingRGuide(name: string, highest: number): string {
  return `## Rating items in R

\`\`\`r
${rasch(name, highest)}\`\`\`
\`psychotools::pcmodel()\` and \`eRm::PCM()\` fit a partial credit model to the same tables. eRm prints easiness;
\`eRm::thresholds()\` gives difficulty.`
}

/** Returns how the files for R are read, line by line, for the file of one target and construct. */
export function rGuide(file: { name: string; construct: string; hasMatrix: boolean }): string {
  const { name, construct, hasMatrix } = file
  return `## In R

\`\`\`r
${rasch(name, 2)}${hasMatrix ? matrixLines(construct) : ''}w <- read.csv("r/${construct}_bradleyterry2.csv")   # the two players need the same levels
w[1:2] <- lapply(w[1:2], factor, levels = unique(c(w$player1, w$player2)))
BradleyTerry2::BTm(cbind(win1, win2), player1, player2, data = w)   # ties left out
\`\`\`
eRm prints easiness; \`eRm::thresholds()\` gives difficulty, to be centred by hand. Its time grows with the number of patterns of
blanks: with many of them use complete rows. Read \`items.csv\` and \`judgements.csv\` with \`na.strings = "", encoding = "UTF-8"\`; in the
Excel flavour the name of their first column begins with the mark, so give it by hand: \`names(d)[1] <- "item"\`, or \`"study"\`.`
}

function matrixLines(construct: string): string {
  return `d <- read.csv("psychotools/${construct}.csv", row.names = 1, check.names = FALSE)
items <- unique(unlist(strsplit(names(d), ":")))
psychotools::btmodel(psychotools::paircomp(as.matrix(d), labels = items), type = "loglin", undecided = TRUE)
`
}
