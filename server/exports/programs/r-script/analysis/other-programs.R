# The same answers through other packages, where they are installed, each with the reason why its numbers differ.

beside <- function(title, why, names, ours, theirs) {
  cat("\n", title, ": ", why, "\n", sep = "")
  cat(sprintf("  %-8s ours %9.4f   theirs %9.4f\n", names, ours, theirs), sep = "")
}

# Runs a comparison where a package is there; its trouble is told and stops nothing.
with_package <- function(package, run) {
  if (!requireNamespace(package, quietly = TRUE)) {
    cat("\n", package, " is not installed: nothing to compare with.\n", sep = "")
    return(invisible())
  }
  tryCatch(suppressWarnings(run()), error = function(e) cat("\n", package, ": ", conditionMessage(e), "\n", sep = ""))
}

compare_rating_scale <- function(fit, X) {
  centred <- fit$measure - mean(fit$measure)
  with_package("TAM", function() {
    other <- TAM::tam.mml(X, irtmodel = "RSM", verbose = FALSE)
    beside("TAM", "the same definition; its EM stops earlier, so the third or fourth digit may differ",
           fit$items, fit$measure, other$xsi$xsi[seq_along(fit$items)])
  })
  with_package("psychotools", function() {
    other <- psychotools::itempar(psychotools::rsmodel(X))
    beside("psychotools, conditional ML", "items' mean 0 instead of persons' mean 0, no assumption about persons",
           fit$items, centred, as.numeric(other) - mean(as.numeric(other)))
  })
  with_package("eRm", function() {
    # eRm slows with every pattern of missing answers.
    complete <- X[rowSums(is.na(X)) == 0, , drop = FALSE]
    if (nrow(complete) < 10) return(cat("\neRm: fewer than ten complete rows, left out.\n"))
    thresholds <- eRm::thresholds(eRm::RSM(complete))$threshtable[[1]][, "Location"]
    beside("eRm, conditional ML", sprintf("items' mean 0, and complete rows only (%d of %d)", nrow(complete), nrow(X)),
           fit$items, centred, thresholds - mean(thresholds))
  })
}

compare_pairs <- function(analysis, names, fit) {
  file <- file.path("psychotools", paste0(analysis$construct, ".csv"))
  if (!file.exists(file)) return(invisible())
  with_package("psychotools", function() {
    judged <- as.matrix(read.csv(file, row.names = 1, check.names = FALSE))
    labels <- unique(unlist(strsplit(colnames(judged), ":")))
    pairs <- psychotools::paircomp(judged, labels = labels)
    worth <- psychotools::btmodel(pairs, type = "loglin", undecided = !is.na(fit$T), ref = labels[1])$coefficients
    worth <- worth[names(worth) != "(undecided)"]
    B <- setNames(c(0, worth[match(labels[-1], names(worth))]) / 2, labels)[names]
    why <- if (fit$penalty > 0) "without the penalty its estimate runs off and stops somewhere" else
      "the same model, its worth halved; its standard errors ignore the judge"
    beside("psychotools btmodel", why, names, fit$measure, B - mean(B))
  })
}
