package dev.pruefstand.stats;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** The counters of those threads whose numbers end alike. Thread-safe without a lock. */
final class Stripe {
  private static final int FAMILIES = 6;
  private static final int BYTES = FAMILIES;
  private static final int STATS = FAMILIES + 1;

  /** A hundredth is fine enough to look at, and small. Longer times are recorded as an hour. */
  private static final int DIGITS = 2;

  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private final AtomicLongArray counts = new AtomicLongArray(FAMILIES + 2);

  /** By path, and behind them all the others. */
  private final AtomicLongArray byPath;

  private final AtomicHistogram serviceNanos = new AtomicHistogram(LONGEST_NANOS, DIGITS);
  private final LatestRequests latest = new LatestRequests();

  Stripe(int paths) {
    byPath = new AtomicLongArray(paths + 1);
  }

  void answered(int family, int path) {
    counts.getAndIncrement(family);
    byPath.getAndIncrement(path < 0 ? byPath.length() - 1 : path);
  }

  void answeredStats() {
    counts.getAndIncrement(STATS);
  }

  void sent(long bytes) {
    counts.getAndAdd(BYTES, bytes);
  }

  void served(String path, int status, long millis, long nanos) {
    serviceNanos.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
    latest.add(path, status, millis, nanos);
  }

  long family(int family) {
    return counts.get(family);
  }

  long bytes() {
    return counts.get(BYTES);
  }

  long stats() {
    return counts.get(STATS);
  }

  /** The count of a path; with the number of paths itself that of all others. */
  long path(int path) {
    return byPath.get(path);
  }

  void addServiceTo(Histogram sum) {
    sum.add(serviceNanos);
  }

  LatestRequests latest() {
    return latest;
  }

  /** An empty sum for {@link #addServiceTo}. */
  static Histogram emptySum() {
    return new Histogram(LONGEST_NANOS, DIGITS);
  }
}
