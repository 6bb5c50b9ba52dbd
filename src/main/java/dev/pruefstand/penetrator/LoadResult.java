package dev.pruefstand.penetrator;

import java.time.Duration;
import java.util.List;

/**
 * What a run has found out. Of the requests that were planned in the time that was measured, each
 * was answered, has failed, or was still in flight: the three add up.
 *
 * @param began milliseconds since 1970, when counting began
 * @param measured how long requests were planned and counted; shorter than planned if the run was
 *     ended early
 * @param total all clocks and counts of that time; connections are counted whenever they were made,
 *     the warm-up included, as they outlive it
 * @param seconds how it went, second by second
 * @param written requests written in the whole run, the warm-up included
 * @param answered right answers in the whole run
 * @param inFlight requests whose answers were not awaited any more
 * @param busyShare the share of its time that the busiest worker ran, or waited for a processor
 * @param longestStall by how much a worker was woken too late, at worst
 * @param ending why it came to its end
 */
public record LoadResult(
    LoadPlan plan,
    long began,
    Duration measured,
    Tally total,
    List<Second> seconds,
    long written,
    long answered,
    long inFlight,
    double busyShare,
    Duration longestStall,
    Ending ending) {
  private static final double NANOS = 1e9;

  /** Copies the list. */
  public LoadResult {
    seconds = List.copyOf(seconds);
  }

  /** Right answers per second, of those that came while it was measured. */
  public double answersPerSecond() {
    return total.responsesInTime() * NANOS / measured.toNanos();
  }

  /** Requests that were planned per second. */
  public double plannedPerSecond() {
    return total.requests() * NANOS / measured.toNanos();
  }
}
