# The two analyses, each printed beside the program's numbers.

# Looks up the program's numbers of one analysis: program("location", "C01"); NA where it has none.
program_numbers <- function(numbers) {
  key <- paste(numbers$quantity, ifelse(is.na(numbers$item), "", numbers$item))
  function(quantity, item = "") unname(setNames(numbers$value, key)[paste(quantity, item)])
}

printed <- function(x, digits = 4) ifelse(is.na(x), "-", sprintf("%.*f", digits, x))

# Prints a line of name, our numbers, the program's; tells whether they print the same.
show_line <- function(name, ours, theirs, digits = 4) {
  left <- printed(ours, digits); right <- printed(theirs, digits)
  cat(sprintf("%-24s", name), sprintf("%12s", left), "   program", sprintf("%12s", right), "\n")
  all(left == right)
}

# A negative reliability is printed as it comes out and explained, as on the pages and in the report.
explain_negative <- function(reliabilities) {
  if (any(reliabilities < 0, na.rm = TRUE))
    cat("A reliability below 0 counts as 0: the measures differ less than their errors alone would make them differ,\n",
        "so that they are not told apart.\n", sep = "")
}

show_items <- function(names, ours, quantities, program) {
  cat(sprintf("%-24s", "item"), sprintf("%12s", quantities), "   program: the same\n")
  all(vapply(seq_along(names), function(k) {
    theirs <- vapply(quantities, program, numeric(1), item = names[k])
    show_line(names[k], ours[k, ], theirs)
  }, logical(1)))
}

show_value <- function(target, line, program) {
  theirs <- function(quantity) program(quantity, target)
  limits <- function(quantity) c(theirs(paste0(quantity, "_low")), theirs(paste0(quantity, "_high")))
  shown <- if (is.na(theirs("decimals"))) 4 else theirs("decimals")
  cat("Implied work RVU of ", target, ", read at ", printed(line$read_out_point), " logits (",
      length(line$x), " comparators)\n", sep = "")
  c(show_line("intercept, slope", c(line$intercept, line$slope), c(theirs("intercept"), theirs("slope"))),
    show_line("R2, residual SD", c(line$r2, line$s), c(theirs("r2"), theirs("s"))),
    show_line("implied work RVU", line$predicted, theirs("predicted")),
    show_line("  as the page shows it", line$predicted, theirs("predicted"), shown),
    show_line("  95 % of the line", line$ci_mean, limits("ci_mean")),
    show_line("  95 % prediction", line$pi, limits("pi")),
    show_line("  with the target's SE", line$pi_with_target_se, limits("pi_with_target_se")),
    show_line("  limits on the page", line$pi_with_target_se, limits("pi_with_target_se"), shown))
}

# The table that papers print: code, measure, standard error, infit, outfit; reliability and MADaQ3 of the whole.
show_published <- function(fit, X, items, program) {
  statistics <- fit_statistics(fit, X)
  codes <- items$codes[match(fit$items, items$item)]
  cat("As papers print it\n")
  cat(sprintf("%-24s", "item, code"), sprintf("%12s", c("measure", "SE", "infit", "outfit")), "   program: the same\n")
  ours <- cbind(fit$measure, fit$se, statistics$infit, statistics$outfit)
  quantities <- c("location", "location_se", "infit", "outfit")
  same <- vapply(seq_along(fit$items), function(k) {
    theirs <- vapply(quantities, program, numeric(1), item = fit$items[k])
    show_line(paste(fit$items[k], codes[k]), ours[k, ], theirs)
  }, logical(1))
  of_comparators <- separation_reliability(fit$measure, fit$covariance)
  same <- c(same, show_line("reliability, MADaQ3", c(statistics$reliability, statistics$MADaQ3),
                    c(program("WLE_reliability"), program("MADaQ3"))),
    show_line("of the comparators", of_comparators, program("item_reliability")))
  explain_negative(c(statistics$reliability, of_comparators))
  same
}

analyse_rating_scale <- function(analysis, rows, items, program) {
  comparators <- items$item[items$role == "comparator"]
  X <- keep_estimable(wide_scores(rows, analysis$target, comparators))
  if (max(X, na.rm = TRUE) < 2) {
    cat("Nobody answered that the target is more: the program fitted two categories, this script does not.\n")
    return(TRUE)
  }
  fit <- fit_rsm(X)
  cat("Rating scale model, marginal maximum likelihood; persons' mean 0: the target ", analysis$target,
      " lies at 0\n", fit$persons, " respondents, ", fit$answers, " answers\n", sep = "")
  same <- c(
    show_items(fit$items, cbind(fit$measure, fit$se, fit$se_quick), c("location", "location_se", "se_quick"), program),
    show_line("tau, person variance", c(fit$tau, fit$variance), c(program("tau"), program("variance"))),
    show_line("log-likelihood", fit$loglik, program("loglik")), show_published(fit, X, items, program))
  wrvu <- items$wrvu[match(fit$items, items$item)]
  known <- !is.na(wrvu)
  at_mean <- analysis$read_out == "comparators-mean"
  line <- if (sum(known) >= 3)
    read_line(fit$measure[known], wrvu[known], if (at_mean) mean(fit$measure[known]) else 0, if (at_mean) 0 else fit$mean_se)
  if (!is.null(line) && !is.na(program("predicted", analysis$target)))
    same <- c(same, show_value(analysis$target, line, program))
  compare_rating_scale(fit, X)
  plot_analysis(analysis$analysis, fit$items, fit$measure, fit$se, setNames(list(line), analysis$target), tau = fit$tau)
  all(same)
}

# Of the items that the answers place: errors clustered by respondent, and as if every answer were independent (SSR).
show_separation <- function(fit, program) {
  placed <- setdiff(seq_along(fit$measure), fit$unanimous)
  of <- function(covariance) separation_reliability(fit$measure[placed], covariance[placed, placed, drop = FALSE])
  ours <- c(of(fit$covariance), of(fit$covariance_full))
  same <- show_line("scale reliability, SSR", ours, c(program("item_reliability"), program("SSR")))
  explain_negative(ours)
  same
}

analyse_pairs <- function(analysis, rows, items, program) {
  names <- items$item[items$item %in% c(rows$a, rows$b)]
  a <- match(rows$a, names); b <- match(rows$b, names)
  fit <- fit_paired(a, b, rows$y, rows$respondent, length(names))
  cat("Paired adjacent-category model; items' mean 0; SE clustered by respondent\n",
      length(unique(rows$respondent)), " respondents, ", nrow(rows), " answers\n", sep = "")
  if (fit$penalty > 0)
    cat("No finite estimate: held finite by a penalty of", fit$penalty, "(unanimous:", names[fit$unanimous], ")\n")
  same <- c(
    show_items(names, cbind(fit$measure, fit$se, fit$se_full), c("location", "location_se", "se_full"), program),
    show_line("T, its SE", c(fit$T, fit$T_se), c(program("T"), program("T_se"))),
    show_line("log-likelihood", fit$loglik, program("loglik")),
    show_separation(fit, program))
  wrvu <- items$wrvu[match(names, items$item)]
  known <- setdiff(which(!is.na(wrvu)), fit$unanimous)
  targets <- which(items$role[match(names, items$item)] == "target")
  lines <- list()
  for (k in if (length(known) >= 3) targets) {
    weights <- rep(0, nrow(fit$covariance))
    weights[known] <- -1 / length(known)  # errors against the comparators' mean
    weights[k] <- weights[k] + 1
    se <- sqrt(drop(weights %*% fit$covariance %*% weights))
    at_mean <- analysis$read_out == "comparators-mean"
    x0 <- if (at_mean) mean(fit$measure[known]) else fit$measure[k]
    lines[[names[k]]] <- read_line(fit$measure[known], wrvu[known], x0, if (at_mean) 0 else se)
    if (!is.na(program("predicted", names[k]))) same <- c(same, show_value(names[k], lines[[names[k]]], program))
  }
  compare_pairs(analysis, names, fit)
  plot_analysis(analysis$analysis, names, fit$measure, fit$se, lines)
  all(same)
}
