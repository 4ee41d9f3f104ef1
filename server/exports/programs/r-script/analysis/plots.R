# analysis/plots-<name>.pdf: measures with 95 % bars, the line of work RVU on measure, category curves.
plot_analysis <- function(name, names, measure, se, lines, tau = NULL) {
  pdf(file.path("analysis", paste0("plots-", name, ".pdf")), width = 8, height = 6, title = name)
  on.exit(dev.off())
  plot_measures(name, names, measure, se)
  for (target in names(lines)) if (!is.null(lines[[target]])) plot_line(paste(name, target), lines[[target]])
  if (!is.null(tau)) plot_categories(name, tau)
}

plot_measures <- function(title, names, measure, se) {
  order <- order(measure)
  at <- seq_along(order)
  ends <- cbind(measure - 1.96 * se, measure + 1.96 * se)[order, , drop = FALSE]
  plot(measure[order], at, xlim = range(ends), yaxt = "n", xlab = "measure, logits (95 % bars)", ylab = "", pch = 19,
       main = title)
  segments(ends[, 1], at, ends[, 2], at)
  axis(2, at, names[order], las = 1)
  abline(v = 0, lty = 3)
}

plot_line <- function(title, line) {
  grid <- seq(min(line$x, line$read_out_point), max(line$x, line$read_out_point), length.out = 100)
  leverage <- 1 / length(line$x) + (grid - mean(line$x))^2 / sum((line$x - mean(line$x))^2)
  half <- qt(0.975, length(line$x) - 2) * line$s * sqrt(1 + leverage)
  fitted <- line$intercept + line$slope * grid
  plot(line$x, line$y, pch = 19, main = title, xlab = "measure, logits", ylab = "work RVU",
       xlim = range(grid), ylim = range(line$y, fitted - half, fitted + half))
  lines(grid, fitted)
  lines(grid, fitted - half, lty = 2)
  lines(grid, fitted + half, lty = 2)
  points(line$read_out_point, line$predicted, pch = 17, col = "red3", cex = 1.4)
  arrows(line$read_out_point, line$pi_with_target_se[1], line$read_out_point, line$pi_with_target_se[2],
         angle = 90, code = 3, length = 0.05, col = "red3")
}

# The same for every item, around its own measure.
plot_categories <- function(title, tau) {
  x <- seq(-4, 4, length.out = 200)
  w <- cbind(1, exp(x - tau), exp(2 * x))
  matplot(x, w / rowSums(w), type = "l", lty = 1:3, col = 1, ylim = 0:1, main = paste(title, "- category curves"),
          xlab = "person minus item, logits", ylab = "probability")
  legend("top", c("target less", "equal", "target more"), lty = 1:3, horiz = TRUE, bty = "n")
}
