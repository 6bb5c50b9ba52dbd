package dev.pruefstand.penetrator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is decided before the first request.
 *
 * @param asks what is requested, of one server
 * @param keepAlive whether a connection carries many requests, or one
 * @param timeout how long an answer may take, from the written request on, before it has failed
 * @param spin whether a worker stays awake through the last stretch before a planned instant
 * @param workers threads, each with its own loop, connections and histograms
 * @param warmup load before anything is counted
 * @param duration how long requests are planned and counted after that
 * @param requests how many at most, {@link #UNLIMITED} for as many as there is time for
 */
public record LoadPlan(
    List<Ask> asks,
    LoadModel model,
    boolean keepAlive,
    Duration timeout,
    boolean spin,
    int workers,
    Duration warmup,
    Duration duration,
    long requests) {
  /** No limit to the number of requests. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final int MOST_UNDER_WAY = 1 << 20;

  private static final Duration LONGEST = Duration.ofDays(365);

  /** Checks the ranges. */
  public LoadPlan {
    asks = List.copyOf(asks);
    if (asks.isEmpty() || asks.stream().map(ask -> ask.target().address()).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "expected requests to one server, found "
              + asks.stream().map(ask -> ask.target().host()).distinct().toList());
    }
    if (!timeout.isPositive() || !duration.isPositive() || warmup.isNegative()) {
      throw new IllegalArgumentException(
          "expected a timeout and a duration above zero, found " + timeout + " and " + duration);
    }
    if (duration.plus(warmup).plus(timeout).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("expected times of up to a year");
    }
    if ((double) model.mostConnections() * model.pipeline() > MOST_UNDER_WAY) {
      throw new IllegalArgumentException(
          "expected up to %,d requests under way at the same time, found %,d connections of %,d"
              .formatted(MOST_UNDER_WAY, model.mostConnections(), model.pipeline()));
    }
    if (workers < 1 || workers > model.connections() || requests < 1) {
      throw new IllegalArgumentException(
          "expected requests from 1 and from 1 to %d workers, one connection each, found %d"
              .formatted(model.connections(), workers));
    }
  }

  /** A closed loop of one thread that is carried on and ended by its caller. */
  public static LoadPlan closed(
      Target target,
      @Nullable Expectation expectation,
      int connections,
      boolean keepAlive,
      Duration timeout) {
    return new LoadPlan(
        List.of(Ask.get(target, expectation)),
        new ClosedLoop(connections, 1),
        keepAlive,
        timeout,
        false,
        1,
        Duration.ZERO,
        LONGEST.minus(timeout),
        UNLIMITED);
  }

  /** Where all requests go. */
  public Target target() {
    return asks.getFirst().target();
  }

  /** The part of a whole number that falls to one of the workers, from 0. */
  int share(int whole, int worker) {
    return Math.toIntExact(share((long) whole, worker));
  }

  private long share(long whole, int worker) {
    return whole / workers + (worker < whole % workers ? 1 : 0);
  }

  /** How many requests fall to one of the workers, from 0. */
  long mostRequests(int worker) {
    return requests == UNLIMITED ? UNLIMITED : share(requests, worker);
  }
}
