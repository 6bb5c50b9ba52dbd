package dev.pruefstand.bench.oracle;

import java.util.Locale;

/**
 * {@link Discipline.ConstantWorker} under Poisson arrivals.
 *
 * <p>Erlang's own formula for the waiting time (The Theory of Probabilities and Telephone
 * Conversations, 1909) alternates in sign and loses all digits when the queue is long. Crommelin's
 * way (Delay probability formulas when the holding times are constant, 1932), brought into closed
 * form by Franx (A simple solution for the M/D/c waiting time distribution, Operations Research
 * Letters 29, 2001, for c = 1), has positive terms only. In units of the service time, with load ρ
 * and for k - 1 <= x < k:
 *
 * <pre>P(W <= x) = sum for j = 0 .. k-1 of Poisson(j; ρ (k - x)) P(at most k - j in the system)
 * </pre>
 *
 * <p>{@link SystemSize} has the probabilities on the right.
 *
 * @param perSecond the rate of arrivals, λ
 * @param serviceNanos 1/μ
 */
public record MD1(double perSecond, long serviceNanos) implements Theory {
  /** From here on the rounding of the sum, not the queue, would decide. */
  private static final double HIGHEST = 1 - 1e-12;

  private static final double EXACT_TO = 1e-13;

  public MD1 {
    Load.requireStable(perSecond, serviceNanos);
  }

  @Override
  public String name() {
    return String.format(Locale.ROOT, "M/D/1, load %.2f", load());
  }

  /** By bisection; a share of 1 - ρ does not wait at all. */
  @Override
  public double quantileNanos(double quantile) {
    Quantile.require(quantile);
    if (quantile == 1) {
      return Double.POSITIVE_INFINITY;
    }
    if (quantile > HIGHEST) {
      throw new IllegalArgumentException("expected 1, or less than %s".formatted(HIGHEST));
    }
    if (quantile <= 1 - load()) {
      return serviceNanos;
    }
    SystemSize size = SystemSize.of(load());
    double below = 0;
    double above = 1;
    while (shareNotWaitingLonger(above, size) < quantile) {
      below = above;
      above *= 2;
    }
    while (above - below > EXACT_TO * above) {
      double middle = (below + above) / 2;
      if (shareNotWaitingLonger(middle, size) < quantile) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return serviceNanos * (1 + above);
  }

  /** P(W <= x): the share that waits no longer than this before it is served. */
  double shareNotWaitingLonger(double waitingNanos) {
    return shareNotWaitingLonger(waitingNanos / serviceNanos, SystemSize.of(load()));
  }

  private double shareNotWaitingLonger(double services, SystemSize size) {
    int k = (int) services + 1;
    double arrivals = load() * (k - services);
    double poisson = Math.exp(-arrivals);
    double share = 0;
    // Fewer than one arrival is expected, so that the terms vanish long before a long queue ends.
    for (int j = 0; j < k && poisson > 0; j++) {
      share += poisson * size.atMost(k - j);
      poisson *= arrivals / (j + 1);
    }
    return share;
  }

  private double load() {
    return Load.of(perSecond, serviceNanos);
  }
}
