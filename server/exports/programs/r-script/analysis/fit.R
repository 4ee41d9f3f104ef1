# Fit of the rating scale model, as jamovi's snowIRT prints it, at the estimates of fit_rsm():
#   infit, outfit   mean squares, expected over each person's posterior instead of drawn from it
#   reliability     1 - mean(SE^2) / var(WLE), Warm's weighted likelihood estimates of the persons; below 0 it counts as 0
#   MADaQ3          mean |Q3 - mean Q3|, Q3 the correlation of two items' residuals (Yen 1984; Warm 1989)

# Probabilities of 0, 1, 2 for an item of measure delta at theta.
rsm_probabilities <- function(theta, delta, tau) {
  w <- cbind(1, exp(theta - delta - tau), exp(2 * (theta - delta)))
  w / rowSums(w)
}

fit_statistics <- function(fit, X) {
  P <- lapply(fit$measure, function(delta) rsm_probabilities(nodes, delta, fit$tau))
  E <- sapply(P, function(p) p[, 2] + 2 * p[, 3])
  V <- sapply(P, function(p) p[, 2] + 4 * p[, 3]) - E^2
  posterior <- person_posterior(P, X, fit$variance)
  residual <- X - posterior %*% E
  squares <- sapply(seq_len(ncol(X)), function(i) {
    seen <- !is.na(X[, i])
    h <- posterior[seen, , drop = FALSE]
    square <- outer(X[seen, i], E[, i], "-")^2
    c(sum(h * square) / sum(h %*% V[, i]), sum(h * sweep(square, 2, V[, i], "/")) / sum(seen))
  })
  Q3 <- combn(ncol(X), 2, function(pair) residual_correlation(residual[, pair[1]], residual[, pair[2]]))
  wle <- vapply(seq_len(nrow(X)), function(n) warm_estimate(X[n, ], fit), numeric(2))
  list(infit = squares[1, ], outfit = squares[2, ], reliability = 1 - mean(wle[2, ]^2) / var(wle[1, ]),
       MADaQ3 = mean(abs(Q3 - mean(Q3))))
}

# 0 where a correlation says nothing: two persons always correlate by 1 or -1, and equal residuals vary by rounding only.
residual_correlation <- function(a, b) {
  seen <- !is.na(a) & !is.na(b)
  a <- a[seen] - mean(a[seen]); b <- b[seen] - mean(b[seen])
  if (sum(seen) < 3 || sum(a^2) <= 1e-12 || sum(b^2) <= 1e-12) 0 else sum(a * b) / sqrt(sum(a^2) * sum(b^2))
}

person_posterior <- function(P, X, variance) {
  L <- matrix(dnorm(nodes, 0, sqrt(variance), log = TRUE), nrow(X), length(nodes), byrow = TRUE)
  for (i in seq_along(P)) {
    seen <- !is.na(X[, i])
    L[seen, ] <- L[seen, ] + log(t(P[[i]])[X[seen, i] + 1, , drop = FALSE])
  }
  h <- exp(L - apply(L, 1, max))
  h / rowSums(h)
}

# Warm's estimate of one person and its standard error: the theta where the weighted likelihood L sqrt(sum V) is highest,
# a root of r - sum E + sum K3 / (2 sum V). With few items far apart there are several roots (Magis & Verhelst 2017).
# At every root |r - sum E| <= 1; the root found is the only one where sum V >= 4 + 2 |K3 / (2 sum V)| (the program's
# methods say why); otherwise the stretch where roots may lie is searched, of two equally high ones the lower is taken.
warm_estimate <- function(x, fit) {
  seen <- !is.na(x)
  r <- sum(x[seen])
  at <- function(theta) {
    p <- rsm_probabilities(theta, fit$measure[seen], fit$tau)
    E <- p[, 2] + 2 * p[, 3]
    central <- function(power) p[, 1] * (0 - E)^power + p[, 2] * (1 - E)^power + p[, 3] * (2 - E)^power
    V <- sum(central(2)); K3 <- sum(central(3)); K4 <- sum(central(4) - 3 * central(2)^2)
    list(E = sum(E), V = V, bias = K3 / (2 * V), value = r - sum(E) + K3 / (2 * V),
         slope = -V + (K4 * V - K3^2) / (2 * V^2))
  }
  height <- function(theta) {
    p <- rsm_probabilities(theta, fit$measure[seen], fit$tau)
    sum(log(p[cbind(seq_len(nrow(p)), x[seen] + 1)])) + log(at(theta)$V) / 2
  }
  theta <- warm_root(at, -40, 40, 0)
  if (at(theta)$V < 4 + 2 * abs(at(theta)$bias)) {
    from <- theta - 0.05
    while (from > -40 && at(from)$E > max(0.2, r - 1)) from <- from - 0.1
    peaks <- if (at(theta)$slope < 0) theta
    while (from < 40 && at(from)$E < min(2 * sum(seen) - 0.2, r + 1)) {
      if (at(from)$value > 0 && at(from + 0.1)$value <= 0) peaks <- c(peaks, warm_root(at, from, from + 0.1, from + 0.05))
      from <- from + 0.1
    }
    for (peak in sort(peaks)) {
      if (peak == min(peaks)) theta <- peak
      if (height(peak) > height(theta) + 1e-9) theta <- peak
    }
  }
  c(theta, 1 / sqrt(at(theta)$V))
}

# Newton's steps, halved where they leave the bracket.
warm_root <- function(at, low, high, theta) {
  for (step in 1:200) {
    now <- at(theta)
    if (now$value > 0) low <- theta else high <- theta
    following <- theta - now$value / now$slope
    if (!(following > low && following < high)) following <- (low + high) / 2
    near <- abs(following - theta) < 1e-12 * max(1, abs(theta))
    theta <- following
    if (near) break
  }
  theta
}

# How well measures are told apart: 1 - error variance / observed variance. Both are means over all pairs of measures, of
# the variance of their difference and of its square, so that it does not matter where 0 logits lies. Below 0 the measures
# differ less than their errors alone would make them differ: it counts as 0.
separation_reliability <- function(measure, covariance) {
  n <- length(measure)
  spread <- mean((measure - mean(measure))^2)
  if (spread == 0) 0 else 1 - (sum(diag(covariance)) - sum(covariance) / n) / n / spread
}
