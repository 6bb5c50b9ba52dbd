package dev.pruefstand.bench.oracle;

import java.util.Locale;

/**
 * The distribution of response times that a {@link Discipline} must show under given arrivals. The
 * way there and back is not in it: a measured value is larger by what the network and the client's
 * wake-up take.
 */
public sealed interface Theory
    permits Theory.Constant, Theory.MM1, MD1, Theory.Freeze, Theory.Overload, Replayed {
  /** What is served and asked for, in a few words. */
  String name();

  /**
   * The response time that a share of all requests does not exceed.
   *
   * @param quantile from 0 to 1; 1 is the maximum, infinite where there is none
   */
  double quantileNanos(double quantile);

  /** {@link Discipline.InfiniteWorkers} under any arrivals: there is one response time. */
  record Constant(long serviceNanos) implements Theory {
    @Override
    public String name() {
      return "constant";
    }

    @Override
    public double quantileNanos(double quantile) {
      Quantile.require(quantile);
      return serviceNanos;
    }
  }

  /**
   * {@link Discipline.ExponentialWorker} under Poisson arrivals: the time in the system is
   * exponential with rate μ - λ (Kleinrock, Queueing Systems, vol. 1, 1975, section 5.7).
   *
   * @param perSecond the rate of arrivals, λ
   * @param meanServiceNanos 1/μ
   */
  record MM1(double perSecond, long meanServiceNanos) implements Theory {
    public MM1 {
      Load.requireStable(perSecond, meanServiceNanos);
    }

    @Override
    public String name() {
      return String.format(Locale.ROOT, "M/M/1, load %.2f", Load.of(perSecond, meanServiceNanos));
    }

    @Override
    public double quantileNanos(double quantile) {
      Quantile.require(quantile);
      double meanNanos = meanServiceNanos / (1 - Load.of(perSecond, meanServiceNanos));
      return -Math.log1p(-quantile) * meanNanos;
    }
  }

  /**
   * {@link Discipline.Freeze} under Poisson arrivals, or constant ones that are much closer
   * together than a freeze is long, over a whole number of periods: arrivals see time averages
   * (Wolff, Poisson Arrivals See Time Averages, Operations Research 30, 1982). A share of
   * freeze/period comes at an instant uniform within a freeze and waits for its end, the others do
   * not wait. The quantile of that mixture is max(0, freeze - (1 - quantile) period).
   *
   * <p>At the quantile 1 - freeze/period one request more or less decides whether there is a wait:
   * choose the two so that it is none of those compared.
   */
  record Freeze(long freezeNanos, long periodNanos) implements Theory {
    @Override
    public String name() {
      return "freeze of %d ms in every %d ms"
          .formatted(freezeNanos / 1_000_000, periodNanos / 1_000_000);
    }

    @Override
    public double quantileNanos(double quantile) {
      Quantile.require(quantile);
      return Math.max(0, freezeNanos - (1 - quantile) * periodNanos);
    }
  }

  /**
   * {@link Discipline.ConstantWorker} under constant arrivals faster than it: from the first
   * request on the worker is never idle, so that {@link Discipline}'s recursion is a sum. With the
   * interval 1/λ and the service time 1/μ, request i = 0, 1, ... is planned at i/λ, done at
   * (i+1)/μ, and takes 1/μ + i (1/μ - 1/λ), the longer the later.
   *
   * @param perSecond the offered rate, λ
   * @param requests how many are planned; all must be waited for
   */
  record Overload(double perSecond, long serviceNanos, long requests) implements Theory {
    public Overload {
      if (Load.of(perSecond, serviceNanos) < 1 || requests < 1) {
        throw new IllegalArgumentException(
            "expected requests at a rate of the capacity or above, found %,d at a load of %.3f"
                .formatted(requests, Load.of(perSecond, serviceNanos)));
      }
    }

    @Override
    public String name() {
      return String.format(Locale.ROOT, "overload, load %.2f", Load.of(perSecond, serviceNanos));
    }

    @Override
    public double quantileNanos(double quantile) {
      return serviceNanos + Quantile.rank(quantile, requests) * (serviceNanos - 1e9 / perSecond);
    }
  }
}
