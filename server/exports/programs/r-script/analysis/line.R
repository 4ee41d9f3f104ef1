# The least-squares line of work RVU on measure, read at the target's measure x0 with standard error se0.
# s = residual standard deviation with K - 2 degrees of freedom; limits are 95 %.
read_line <- function(x, y, x0, se0) {
  K <- length(x)
  Sxx <- sum((x - mean(x))^2)
  slope <- sum((x - mean(x)) * (y - mean(y))) / Sxx
  intercept <- mean(y) - slope * mean(x)
  rss <- sum((y - intercept - slope * x)^2)
  s <- sqrt(rss / (K - 2))
  t <- qt(0.975, K - 2)
  leverage <- 1 / K + (x0 - mean(x))^2 / Sxx
  predicted <- intercept + slope * x0
  around <- function(variance) predicted + c(-1, 1) * t * sqrt(variance)
  list(x = x, y = y, read_out_point = x0, target_se = se0, intercept = intercept, slope = slope,
       r2 = 1 - rss / sum((y - mean(y))^2), s = s, predicted = predicted, ci_mean = around(s^2 * leverage),
       pi = around(s^2 * (1 + leverage)),
       pi_with_target_se = around(s^2 * (1 + leverage) + (slope * se0)^2))
}
