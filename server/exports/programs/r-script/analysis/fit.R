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
  Q3 <- suppressWarnings(cor(residual, use = "pairwise.complete.obs"))
  # Two persons always correlate by 1 or -1: a pair that fewer than three have answered says nothing.
  Q3[crossprod(!is.na(X)) < 3 | is.na(Q3)] <- 0
  Q3 <- Q3[lower.tri(Q3)]
  wle <- vapply(seq_len(nrow(X)), function(n) warm_estimate(X[n, ], fit), numeric(2))
  list(infit = squares[1, ], outfit = squares[2, ], reliability = 1 - mean(wle[2, ]^2) / var(wle[1, ]),
       MADaQ3 = mean(abs(Q3 - mean(Q3))))
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

# Warm's estimate of one person and its standard error: the root of r - sum E + sum K3 / (2 sum V).
warm_estimate <- function(x, fit) {
  seen <- !is.na(x)
  sums <- function(theta) {
    p <- rsm_probabilities(theta, fit$measure[seen], fit$tau)
    E <- p[, 2] + 2 * p[, 3]
    c(E = sum(E), V = sum(p[, 2] + 4 * p[, 3] - E^2),
      K3 = sum(p[, 1] * (0 - E)^3 + p[, 2] * (1 - E)^3 + p[, 3] * (2 - E)^3))
  }
  at <- function(theta) { s <- sums(theta); sum(x[seen]) - s[["E"]] + s[["K3"]] / (2 * s[["V"]]) }
  theta <- uniroot(at, c(-20, 20), extendInt = "downX", tol = 1e-12)$root
  c(theta, 1 / sqrt(sums(theta)[["V"]]))
}
