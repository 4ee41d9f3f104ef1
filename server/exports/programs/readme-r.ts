/** Returns how the files for R are read, line by line, for the file of one target and construct. */
export function rGuide(file: { name: string; construct: string; hasMatrix: boolean }): string {
  const { name, construct, hasMatrix } = file
  return `## In R

\`\`\`r
X <- read.csv("erm/${name}.csv", row.names = 1)
psychotools::rsmodel(as.matrix(X))                  # blanks are no trouble
# TAM::tam.mml(X, irtmodel = "RSM")                 # the definition of jamovi's snowIRT
whole <- sapply(X, function(x) all(0:2 %in% x))     # eRm's RSM stops where an item lacks one of the three answers
if (sum(whole) > 2) eRm::RSM(X[rowSums(!is.na(X[whole])) > 1, whole])
${hasMatrix ? matrixLines(construct) : ''}w <- read.csv("r/${construct}_bradleyterry2.csv")   # the two players need the same levels
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
