package dev.pruefstand.penetrator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a penetrator has counted since the last {@link #reset}. Belongs to the penetrator's thread;
 * recording allocates nothing.
 */
public final class Tally {
  /** Longer times are recorded as this: an hour, in nanoseconds. */
  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private static final Failure[] KINDS = Failure.values();

  private final Histogram serviceNanos = new Histogram(1, LONGEST_NANOS, 3);
  private final long[] failures = new long[KINDS.length];
  private long responses;
  private long bytes;

  /** Starts again from zero. Requests that are in flight are counted when they are answered. */
  void reset() {
    serviceNanos.reset();
    Arrays.fill(failures, 0);
    responses = 0;
    bytes = 0;
  }

  void answered(long writtenNanos, long doneNanos, long answerBytes) {
    responses++;
    bytes += answerBytes;
    record(writtenNanos, doneNanos);
  }

  void failed(Failure kind, long writtenNanos, long nowNanos) {
    failures[kind.ordinal()]++;
    if (kind != Failure.CONNECT) {
      record(writtenNanos, nowNanos);
    }
  }

  private void record(long writtenNanos, long doneNanos) {
    serviceNanos.recordValue(Math.clamp(doneNanos - writtenNanos, 1, LONGEST_NANOS));
  }

  /** Right answers. */
  public long responses() {
    return responses;
  }

  /** Bytes of right answers, heads included. */
  public long bytes() {
    return bytes;
  }

  /** Requests that failed, by kind; only the kinds that occurred. */
  public Map<Failure, Long> failures() {
    var counts = new EnumMap<Failure, Long>(Failure.class);
    for (Failure kind : KINDS) {
      if (failures[kind.ordinal()] > 0) {
        counts.put(kind, failures[kind.ordinal()]);
      }
    }
    return counts;
  }

  /** The same by label, for files and tables. */
  public Map<String, Long> failuresByLabel() {
    var counts = new LinkedHashMap<String, Long>();
    failures().forEach((kind, count) -> counts.put(kind.label(), count));
    return counts;
  }

  /** How many requests failed. */
  public long failed() {
    long sum = 0;
    for (long count : failures) {
      sum += count;
    }
    return sum;
  }

  /** From the moment a request was written until the last byte of its answer, nanoseconds. */
  public Histogram serviceNanos() {
    return serviceNanos;
  }
}
