# Fit of the rating scale model, as jamovi's snowIRT prints it, at the estimates of fit_rsm():
#   infit, outfit   mean squares, expected over each person's posterior instead of drawn from it
#   reliability     1 - mean(SE^2) / var(WLE), Warm's weighted likelihood estimates of the persons
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

# Warm's estimate of one person and its standard error: the root of r - sum E + sum K3 / (2 sum V). With a few items far
# apart there may be several roots: it is the one that Newton's steps from 0 lead to, halved where they leave the bracket.
warm_estimate <- function(x, fit) {
  seen <- !is.na(x)
  sums <- function(theta) {
    p <- rsm_probabilities(theta, fit$measure[seen], fit$tau)
    E <- p[, 2] + 2 * p[, 3]
    central <- function(power) p[, 1] * (0 - E)^power + p[, 2] * (1 - E)^power + p[, 3] * (2 - E)^power
    V <- central(2)
    c(E = sum(E), V = sum(V), K3 = sum(central(3)), K4 = sum(central(4) - 3 * V^2))
  }
  theta <- 0
  bracket <- c(-40, 40)
  for (step in 1:200) {
    s <- sums(theta)
    value <- sum(x[seen]) - s[["E"]] + s[["K3"]] / (2 * s[["V"]])
    slope <- -s[["V"]] + (s[["K4"]] * s[["V"]] - s[["K3"]]^2) / (2 * s[["V"]]^2)
    bracket[if (value > 0) 1 else 2] <- theta
    following <- theta - value / slope
    if (!(following > bracket[1] && following < bracket[2])) following <- mean(bracket)
    near <- abs(following - theta) < 1e-12 * max(1, abs(theta))
    theta <- following
    if (near) break
  }
  c(theta, 1 / sqrt(sums(theta)[["V"]]))
}
