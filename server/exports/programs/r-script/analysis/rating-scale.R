# Rating scale model by marginal maximum likelihood, in the definition of the R package TAM:
#   P(x | theta) proportional to exp(x theta - sum_{h <= x} d_ih), d_i1 = delta_i + tau, d_i2 = delta_i - tau,
#   theta ~ N(0, s2) on 21 nodes from -6 to 6, weights = density times spacing, not made to sum to 1.
# The persons' mean is 0: negative = the comparator is less than the target.

nodes <- seq(-6, 6, length.out = 21)
variance_floor <- 0.001

# Persons by items, 2 = target more, 1 = equal, 0 = target less, NA = no score.
wide_scores <- function(rows, target, item_names) {
  rows <- rows[rows$a == target, ]
  persons <- unique(rows$respondent)
  X <- matrix(NA_integer_, length(persons), length(item_names), dimnames = list(persons, item_names))
  X[cbind(match(rows$respondent, persons), match(rows$b, item_names))] <- rows$y
  X
}

# Items that everybody scored highest, or lowest, have no finite measure; persons left without a score go too.
keep_estimable <- function(X) {
  repeat {
    X <- X[rowSums(!is.na(X)) > 0, , drop = FALSE]
    inside <- apply(X, 2, function(x) any(x > 0, na.rm = TRUE) && any(x < 2, na.rm = TRUE))
    if (all(inside)) return(X)
    X <- X[, inside, drop = FALSE]
  }
}

# The score is sufficient within a pattern of missing answers, so equal rows are worked out once.
collapse_rows <- function(X) {
  W <- !is.na(X)
  score <- rowSums(X, na.rm = TRUE)
  key <- paste(do.call(paste0, as.data.frame(W + 0)), score)
  first <- !duplicated(key)
  list(W = W[first, , drop = FALSE] + 0, score = score[first],
       count = as.vector(table(factor(key, levels = key[first]))), persons = nrow(X),
       T1 = colSums(X >= 1, na.rm = TRUE), T2 = colSums(X == 2, na.rm = TRUE))
}

# Log-likelihood and its derivatives at p = (delta, tau, log s2).
evaluate_rsm <- function(p, data) {
  k <- ncol(data$W)
  delta <- p[1:k]; tau <- p[k + 1]; s2 <- exp(p[k + 2])
  e1 <- exp(outer(-(delta + tau), nodes, "+"))
  e2 <- exp(outer(-2 * delta, 2 * nodes, "+"))
  Z <- 1 + e1 + e2
  P1 <- (e1 + e2) / Z  # P(X >= 1)
  P2 <- e2 / Z
  weights <- log(nodes[2] - nodes[1]) + dnorm(nodes, 0, sqrt(s2), log = TRUE)
  L <- sweep(outer(data$score, nodes) - data$W %*% log(Z), 2, weights, "+")
  top <- apply(L, 1, max)
  posterior <- exp(L - top)
  total <- rowSums(posterior)
  h <- data$count * posterior / total
  n <- crossprod(data$W, h)  # expected number at each node who answered each item
  g1 <- rowSums(n * P1) - data$T1
  g2 <- rowSums(n * P2) - data$T2
  theta2 <- sum(colSums(h) * nodes^2)
  V1 <- n * P1 * (1 - P1); V2 <- n * P2 * (1 - P2); C <- n * P2 * (1 - P1)
  list(loglik = sum(data$count * (top + log(total))) - sum(data$T1 * (delta + tau)) - sum(data$T2 * (delta - tau)),
       score = c(g1 + g2, sum(g1 - g2), theta2 / (2 * s2) - data$persons / 2),
       s2 = theta2 / data$persons,
       item_information = rowSums(V1 + V2 + 2 * C),
       tau_information = sum(V1 + V2 - 2 * C), cross = rowSums(V1 - V2))
}

# EM until the deviance changes by less than 1e-8; Newton steps then settle the last digits.
fit_rsm <- function(X) {
  data <- collapse_rows(X)
  k <- ncol(X)
  p <- rep(0, k + 2)
  now <- evaluate_rsm(p, data)
  for (iteration in 1:20000) {
    information <- rbind(cbind(diag(now$item_information, k), now$cross), c(now$cross, now$tau_information))
    step <- solve(information, now$score[1:(k + 1)])
    p[1:(k + 1)] <- p[1:(k + 1)] + pmax(-1, pmin(1, step))
    p[k + 2] <- log(max(variance_floor, now$s2))
    before <- now$loglik
    now <- evaluate_rsm(p, data)
    if (abs(2 * (now$loglik - before)) < 1e-8) break
  }
  at_floor <- exp(p[k + 2]) <= variance_floor * (1 + 1e-9)
  free <- if (at_floor) 1:(k + 1) else 1:(k + 2)
  for (iteration in 1:10) {
    if (max(abs(now$score[free])) < 1e-9) break
    p[free] <- p[free] + solve(information_rsm(p, data, free), now$score[free])
    now <- evaluate_rsm(p, data)
  }
  covariance <- solve(information_rsm(p, data, free))[1:k, 1:k, drop = FALSE]
  list(measure = p[1:k], se = sqrt(diag(covariance)), se_quick = 1 / sqrt(now$item_information),
       tau = p[k + 1], variance = exp(p[k + 2]), loglik = now$loglik,
       covariance = covariance, mean_se = sqrt(sum(covariance)) / k, items = colnames(X), persons = nrow(X), answers = sum(!is.na(X)))
}

# Full information: minus the second derivatives, by central differences of the first.
information_rsm <- function(p, data, free, h = 1e-5) {
  columns <- sapply(free, function(j) {
    up <- p; up[j] <- up[j] + h
    down <- p; down[j] <- down[j] - h
    -(evaluate_rsm(up, data)$score - evaluate_rsm(down, data)$score)[free] / (2 * h)
  })
  (columns + t(columns)) / 2
}
