package dev.pruefstand.bench.oracle;

import java.util.Arrays;

/**
 * Not a distribution but the very response times: a discipline's recursion over the instants of one
 * plan. It has a maximum where the distribution has none, and no sampling error: what a long queue
 * happened to do in these thirty seconds is in the theory and in the measurement alike.
 */
public final class Replayed implements Theory {
  private final String name;
  private final long[] sortedNanos;

  private Replayed(String name, long[] sortedNanos) {
    this.name = name;
    this.sortedNanos = sortedNanos;
  }

  /**
   * Plays a plan against a fresh schedule.
   *
   * @param plannedNanos the planned instants, ascending, at least one; for a discipline with an
   *     origin from the same clock, for others from any
   */
  public static Replayed of(String name, Discipline discipline, long... plannedNanos) {
    if (plannedNanos.length == 0) {
      throw new IllegalArgumentException("expected planned instants, found none");
    }
    Schedule schedule = discipline.begin();
    long[] responses =
        Arrays.stream(plannedNanos)
            .map(planned -> schedule.completionNanos(planned) - planned)
            .toArray();
    Arrays.sort(responses);
    return new Replayed(name, responses);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double quantileNanos(double quantile) {
    return sortedNanos[(int) Quantile.rank(quantile, sortedNanos.length)];
  }
}
