package dev.pruefstand.bench.oracle;

import java.util.SplittableRandom;

/**
 * How long requests take, as a value that can be printed and begun anew. What has one worker and a
 * FIFO queue follows the recursion of Lindley (The theory of queues with a single server, Proc.
 * Camb. Phil. Soc. 48, 1952, section 2), written in instants:
 *
 * <pre>completion[i] = max(arrival[i], completion[i-1]) + service[i]</pre>
 */
public sealed interface Discipline {
  /** A schedule that has seen no request yet. */
  Schedule begin();

  /** Everybody is served at once, for the same time: there is no queue, and none to be seen. */
  record InfiniteWorkers(long serviceNanos) implements Discipline {
    public InfiniteWorkers {
      requirePositive(serviceNanos);
    }

    @Override
    public Schedule begin() {
      return arrivalNanos -> arrivalNanos + serviceNanos;
    }
  }

  /**
   * One worker, every service as long as the other: M/D/1 under Poisson arrivals, and a fixed
   * capacity under a rate above it.
   */
  record ConstantWorker(long serviceNanos) implements Discipline {
    public ConstantWorker {
      requirePositive(serviceNanos);
    }

    @Override
    public Schedule begin() {
      return new Worker(() -> serviceNanos);
    }
  }

  /**
   * One worker, service times drawn from an exponential distribution: M/M/1 under Poisson arrivals.
   * The same seed gives the same service times in order of arrival.
   */
  record ExponentialWorker(long meanServiceNanos, long seed) implements Discipline {
    public ExponentialWorker {
      requirePositive(meanServiceNanos);
    }

    @Override
    public Schedule begin() {
      var random = new SplittableRandom(seed);
      // By inversion, 1 - u being in (0, 1].
      return new Worker(() -> Math.round(-meanServiceNanos * Math.log(1 - random.nextDouble())));
    }
  }

  /**
   * Answers at once, but for a freeze at the beginning of every period: what arrives during it is
   * answered at its end.
   *
   * @param originNanos when the first freeze begins, as {@link System#nanoTime} tells it
   */
  record Freeze(long freezeNanos, long periodNanos, long originNanos) implements Discipline {
    public Freeze {
      requirePositive(freezeNanos);
      if (periodNanos < freezeNanos) {
        throw new IllegalArgumentException(
            "expected a period of at least a freeze of %,d ns, found %,d ns"
                .formatted(freezeNanos, periodNanos));
      }
    }

    @Override
    public Schedule begin() {
      return arrivalNanos -> {
        long sinceOrigin = arrivalNanos - originNanos;
        long intoPeriod = sinceOrigin < 0 ? freezeNanos : sinceOrigin % periodNanos;
        return arrivalNanos + Math.max(0, freezeNanos - intoPeriod);
      };
    }
  }

  private static void requirePositive(long nanos) {
    if (nanos <= 0) {
      throw new IllegalArgumentException("expected a positive time, found %,d ns".formatted(nanos));
    }
  }
}
