package dev.pruefstand.penetrator;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The planned instants of one worker's part of an open loop. They come from the plan alone: nothing
 * that happens in the run moves them. Instants are those of {@link System#nanoTime}.
 *
 * <p>Workers share constant arrivals in turn, so that all together are at equal distances; each has
 * Poisson arrivals of its own, of which the sum is Poisson again.
 */
final class Schedule {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startNanos;
  private long endNanos;
  private final double gapNanos;
  private final @Nullable SplittableRandom random;
  private final double offsetNanos;
  private long taken;
  private double sinceStart;
  private long next;

  /**
   * A worker's part.
   *
   * @param endNanos no request is planned from here on
   */
  Schedule(OpenLoop load, int worker, int workers, long startNanos, long endNanos) {
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    gapNanos = NANOS_PER_SECOND * workers / load.requestsPerSecond();
    offsetNanos = gapNanos * worker / workers;
    if (load.arrivals() == Arrivals.POISSON) {
      var seeds = new SplittableRandom(load.seed());
      SplittableRandom mine = seeds.split();
      for (int i = 0; i < worker; i++) {
        mine = seeds.split();
      }
      random = mine;
      sinceStart = gap(mine);
    } else {
      random = null;
      sinceStart = offsetNanos;
    }
    next = startNanos + Math.round(sinceStart);
  }

  private double gap(SplittableRandom from) {
    return -gapNanos * Math.log(1 - from.nextDouble());
  }

  /** Ends it earlier than planned. */
  void endAt(long nanos) {
    endNanos = nanos;
  }

  /** Whether anything is left. */
  boolean hasNext() {
    return next - endNanos < 0;
  }

  /** The next instant; only if there is one. */
  long next() {
    return next;
  }

  /** Whether the next request is due. */
  boolean isDue(long nowNanos) {
    return next - nowNanos <= 0 && hasNext();
  }

  /** About how many requests are due. */
  long due(long nowNanos) {
    long late = (nowNanos - endNanos < 0 ? nowNanos : endNanos - 1) - next;
    return late < 0 || !hasNext() ? 0 : 1 + (long) (late / gapNanos);
  }

  /** About how long until so many requests are due, above zero; very long if they never are. */
  long untilDue(long count, long nowNanos) {
    long at = next + (long) Math.ceil((count - 1) * gapNanos);
    return at - endNanos >= 0 ? Long.MAX_VALUE : Math.max(1, at - nowNanos);
  }

  /** Goes on to the one after the next. */
  void take() {
    taken++;
    // From the number and not from the sum of the distances: rounding does not add up.
    sinceStart = random == null ? offsetNanos + taken * gapNanos : sinceStart + gap(random);
    next = startNanos + Math.round(sinceStart);
  }
}
