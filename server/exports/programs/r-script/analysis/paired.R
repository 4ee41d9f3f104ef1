# Paired comparisons with ties, adjacent-category logits (Davidson's model on another scale: lambda = 2 B):
#   P(a more) : P(equal) : P(a less) = exp(B_a - B_b) : exp(T) : exp(B_b - B_a), the measures' mean 0.

penalty_if_needed <- 0.1  # prior precision of each measure, used only where no finite estimate exists

# How often each pair, first item listed first, was answered less, equal, more.
count_pairs <- function(a, b, y) {
  low <- pmin(a, b); high <- pmax(a, b)
  x <- ifelse(a < b, y, 2 - y)
  key <- paste(low, high)
  first <- !duplicated(key)
  place <- factor(key, levels = key[first])
  list(low = low[first], high = high[first], counts = unclass(table(place, factor(x, levels = 0:2))))
}

# Three conditions for finite estimates; see analysis/result-*.json, penalty and unanimous.
exists_paired <- function(pairs, k) {
  wins <- matrix(FALSE, k, k); equal <- wins
  wins[cbind(pairs$low, pairs$high)] <- pairs$counts[, 3] > 0
  wins[cbind(pairs$high, pairs$low)] <- wins[cbind(pairs$high, pairs$low)] | pairs$counts[, 1] > 0
  tied <- pairs$counts[, 2] > 0
  equal[cbind(pairs$low, pairs$high)[tied, , drop = FALSE]] <- TRUE
  equal <- equal | t(equal)
  arcs <- wins | equal
  reach <- (arcs | diag(k) > 0) + 0
  for (step in seq_len(ceiling(log2(k)) + 1)) reach <- (reach %*% reach > 0) + 0
  list(finite = all(reach > 0) && (!any(tied) || win_cycle(wins, equal)),
       unanimous = which(rowSums(arcs) > 0 & colSums(arcs) == 0 | colSums(arcs) > 0 & rowSums(arcs) == 0))
}

# Is there a way round with more decisions than ties? (Bellman and Ford: arcs "more" -1, "equal" +1.)
win_cycle <- function(wins, equal) {
  cost <- ifelse(wins, -1, ifelse(equal, 1, Inf))
  distance <- rep(0, nrow(cost))
  for (round in 0:nrow(cost)) {
    shorter <- pmin(distance, apply(distance + cost, 2, min))
    if (identical(shorter, distance)) return(FALSE)
    distance <- shorter
  }
  TRUE
}

moments_paired <- function(D, T) {
  top <- pmax(abs(D), T)
  w <- cbind(exp(-D - top), exp(T - top), exp(D - top))
  p <- w / rowSums(w)
  E <- p[, 2] + 2 * p[, 3]
  list(p = p, E = E, V = p[, 2] + 4 * p[, 3] - E^2)
}

# Log-likelihood, score and information at (B, T); T is left out where nobody answered "equal".
evaluate_paired <- function(p, pairs, k, penalty, ties) {
  m <- moments_paired(p[pairs$low] - p[pairs$high], if (ties) p[k + 1] else -Inf)
  counts <- pairs$counts
  n <- rowSums(counts)
  residual <- counts[, 2] + 2 * counts[, 3] - n * m$E
  Z <- matrix(0, length(n), k)
  Z[cbind(seq_along(n), pairs$low)] <- 1
  Z[cbind(seq_along(n), pairs$high)] <- -1
  score <- colSums(Z * residual) - penalty * p[1:k]
  information <- crossprod(Z, Z * (n * m$V)) + diag(penalty, k)
  if (ties) {
    cross <- colSums(Z * (n * m$p[, 2] * (1 - m$E)))
    score <- c(score, sum(counts[, 2] - n * m$p[, 2]))
    information <- rbind(cbind(information, cross), c(cross, sum(n * m$p[, 2] * (1 - m$p[, 2]))))
  }
  list(loglik = sum((counts * log(m$p))[counts > 0]) - penalty / 2 * sum(p[1:k]^2),
       score = score, information = unname(information))
}

fit_paired <- function(a, b, y, judge, k) {
  pairs <- count_pairs(a, b, y)
  existence <- exists_paired(pairs, k)
  penalty <- if (existence$finite) 0 else penalty_if_needed
  ties <- any(y == 1)
  shift <- c(rep(1, k), if (ties) 0)  # the likelihood does not change when every measure moves by the same
  p <- 0 * shift
  now <- evaluate_paired(p, pairs, k, penalty, ties)
  for (iteration in 1:200) {
    if (max(abs(now$score)) < 1e-9) break
    step <- solve(now$information + mean(diag(now$information)) * tcrossprod(shift), now$score)
    repeat {
      tried <- p + step
      tried[1:k] <- tried[1:k] - mean(tried[1:k])
      after <- evaluate_paired(tried, pairs, k, penalty, ties)
      if (after$loglik >= now$loglik - 1e-12 * abs(now$loglik) || max(abs(step)) < 1e-12) break
      step <- step / 2
    }
    p <- tried
    now <- after
  }
  centre <- diag(length(p)) - tcrossprod(shift) / k
  full <- centre %*% solve(now$information + mean(diag(now$information)) * tcrossprod(shift)) %*% t(centre)
  clustered <- full %*% judge_scores(p, a, b, y, judge, k, ties) %*% full
  list(measure = p[1:k], se = sqrt(diag(clustered))[1:k], se_full = sqrt(diag(full))[1:k], covariance = clustered,
       covariance_full = full,
       T = if (ties) p[k + 1] else NA, T_se = if (ties) sqrt(diag(full))[k + 1] else NA, penalty = penalty,
       loglik = evaluate_paired(p, pairs, k, 0, ties)$loglik,
       unanimous = if (penalty > 0) existence$unanimous else integer())
}

# Sum over judges of U U', U the judge's score, times J / (J - 1): answers of one judge are not independent.
judge_scores <- function(p, a, b, y, judge, k, ties) {
  m <- moments_paired(p[a] - p[b], if (ties) p[k + 1] else -Inf)
  Z <- matrix(0, length(y), length(p))
  Z[cbind(seq_along(y), a)] <- y - m$E
  Z[cbind(seq_along(y), b)] <- m$E - y
  if (ties) Z[, k + 1] <- (y == 1) - m$p[, 2]
  U <- rowsum(Z, judge)
  crossprod(U) * if (nrow(U) > 1) nrow(U) / (nrow(U) - 1) else 1
}
