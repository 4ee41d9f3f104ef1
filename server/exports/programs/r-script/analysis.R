# Recomputes the study's measures, standard errors and implied work RVUs from the files of this folder with base R
# alone, prints them beside the numbers of the program that made the folder, and draws them.
# Run it from anywhere:  Rscript analysis.R   or, in this folder, source("analysis.R").
# Written from the formulas of Andrich (1978), Bock and Aitkin (1981) and Davidson (1970).

options(stringsAsFactors = FALSE, width = 120)
script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
if (length(script) == 1) setwd(dirname(normalizePath(gsub("~+~", " ", script, fixed = TRUE))))
if (!file.exists("analysis/analyses.csv")) stop("Set the working directory to the unzipped folder first.")
for (part in c("rating-scale", "fit", "paired", "line", "show", "other-programs", "plots"))
  source(file.path("analysis", paste0(part, ".R")))

# Nothing is converted: in a session that is not in UTF-8 (LANG=C, older Windows) R ends a file at the first letter that
# it cannot convert, with no more than a warning.
read_table <- function(file) read.csv(file, na.strings = "", encoding = "UTF-8", check.names = FALSE)
analyses <- read_table("analysis/analyses.csv")
numbers <- read_table("analysis/numbers.csv")
items <- read_table("items.csv")
names(items)[1] <- "item"  # without the mark that the Excel flavour puts at the beginning
answers <- read_table("r/answers.csv")

simulated <- nrow(read_table("simulated.csv"))
if (simulated > 0)
  cat("THESE ANSWERS WERE SIMULATED:", simulated, "respondents were made up by the program (simulated.csv).\n",
      "No number here says anything about a procedure.\n\n")
years <- unique(na.omit(items$wrvu_year))
cat("Measures in logits", if (length(years) > 0) c(", work RVUs of ", paste(years, collapse = ", ")), "\n", sep = "")
cat("Each number stands beside the program's own (analysis/numbers.csv).\n")
compared <- 0
differing <- character()

for (k in seq_len(nrow(analyses))) {
  analysis <- analyses[k, ]
  rows <- answers[answers$construct == analysis$construct, ]
  program <- program_numbers(numbers[numbers$analysis == analysis$analysis, ])
  cat("\n== ", analysis$analysis, " ==\n", sep = "")
  if (analysis$outcome != "fit") {
    cat("No estimate (", analysis$outcome, "): ", analysis$sentence, "\n", sep = "")
    next
  }
  if (!is.na(analysis$exploratory)) cat("Exploratory. ", analysis$exploratory, "\n", sep = "")
  if (analysis$in_script == 0) {
    cat("Not recomputed here: this script has the rating scale model by marginal maximum likelihood and the paired\n",
        "adjacent-category model. The program's numbers are in analysis/result-", analysis$analysis, ".json\n", sep = "")
    next
  }
  same <- if (analysis$model == "rsm") {
    analyse_rating_scale(analysis, rows, items, program)
  } else analyse_pairs(analysis, rows, items, program)
  compared <- compared + 1
  if (!same) differing <- c(differing, analysis$analysis)
}

if (length(differing) > 0)
  stop("Numbers differ from the program's: ", paste(differing, collapse = ", "), call. = FALSE)
if (compared > 0)
  cat("\nEvery number above equals the program's to the printed digits. Pictures: analysis/plots-*.pdf\n")
