# Times the reference programs on the files that tests/bench/measurement.ts wrote; prints name, seconds.
folder <- commandArgs(trailingOnly = TRUE)[1]
timed <- function(name, expression) cat(name, ",", system.time(expression)[["elapsed"]], "\n", sep = "")
wide <- function(name) as.matrix(read.csv(file.path(folder, name), na.strings = ""))
if (requireNamespace("psychotools", quietly = TRUE)) {
  complete <- wide("complete_150x10.csv")
  timed("psychotools rsmodel 150 x 10", psychotools::rsmodel(complete))
  pairs <- read.csv(file.path(folder, "pairs_29.csv"))
  grid <- t(combn(29, 2)); grid <- grid[order(grid[, 2], grid[, 1]), ]
  cells <- matrix(NA_integer_, max(pairs$judge), nrow(grid))
  column <- match(paste(pmin(pairs$a, pairs$b), pmax(pairs$a, pairs$b)), paste(grid[, 1], grid[, 2]))
  cells[cbind(pairs$judge, column)] <- ifelse(pairs$a < pairs$b, pairs$y - 1L, 1L - pairs$y)
  compared <- psychotools::paircomp(cells, labels = paste0("C", 1:29))
  timed("psychotools btmodel 29 items", psychotools::btmodel(compared, type = "loglin"))
}
if (requireNamespace("eRm", quietly = TRUE)) {
  timed("eRm RSM 150 x 10, complete", eRm::RSM(wide("complete_150x10.csv")))
  timed("eRm RSM 150 x 28, 15 % missing", eRm::RSM(wide("missing_150x28.csv")))
}
