package dev.pruefstand.penetrator;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * Requests at a rate, planned beforehand and whatever the server does. A request that finds no free
 * connection waits, and its time runs from the planned instant.
 *
 * @param requestsPerSecond over all workers
 * @param seed what random arrivals begin with, to have the same ones again
 * @param connections opened beforehand
 * @param mostConnections opened on demand, when a request is due and none is free
 * @param pipeline how many requests a connection may carry at the same time
 */
public record OpenLoop(
    double requestsPerSecond,
    Arrivals arrivals,
    long seed,
    int connections,
    int mostConnections,
    int pipeline)
    implements LoadModel {
  /** Checks the ranges. */
  public OpenLoop {
    if (!(requestsPerSecond > 0) || requestsPerSecond > 1e9) {
      throw new IllegalArgumentException(
          "expected a rate above 0 and up to 1e9 requests per second, found " + requestsPerSecond);
    }
    if (connections < 1 || mostConnections < connections || pipeline < 1) {
      throw new IllegalArgumentException(
          "expected connections and a pipeline from 1 and no fewer at most, found "
              + connections
              + ", "
              + pipeline
              + " and "
              + mostConnections);
    }
  }

  /**
   * What is planned: the instants of all requests of so many workers, in nanoseconds from the
   * beginning, ascending. For those who want to know what a run ought to measure.
   */
  public long[] plannedNanos(Duration duration, int workers) {
    LongStream.Builder all = LongStream.builder();
    for (int worker = 0; worker < workers; worker++) {
      var schedule = new Schedule(this, worker, workers, 0, duration.toNanos());
      while (schedule.hasNext()) {
        all.add(schedule.next());
        schedule.take();
      }
    }
    return all.build().sorted().toArray();
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        "open loop at %s requests/s, %s, over %,d connection%s and up to %,d%s",
        new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(requestsPerSecond),
        arrivals == Arrivals.CONSTANT ? "at equal distances" : "at random (seed " + seed + ")",
        connections,
        connections == 1 ? "" : "s",
        mostConnections,
        pipeline == 1 ? "" : ", up to " + pipeline + " requests under way on each");
  }
}
