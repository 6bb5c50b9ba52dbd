package dev.pruefstand.penetrator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What has been counted over some time: the clocks of requests as histograms of nanoseconds, their
 * outcomes, bytes. Recording allocates nothing. Belongs to one thread at a time.
 *
 * <pre>
 *   planned ──lag──► written ──► first byte ──► done
 *      └────────────── response time ────────────┘
 *                       └────── service time ────┘
 * </pre>
 */
public final class Tally {
  /** Longer times are recorded as this: an hour, in nanoseconds. */
  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private static final Failure[] KINDS = Failure.values();
  private static final int STATUSES = 1000;

  private final Histogram responseNanos = histogram();
  private final Histogram serviceNanos = histogram();
  private final Histogram firstByteNanos = histogram();
  private final Histogram connectNanos = histogram();
  private final Histogram lagNanos = histogram();
  private final Histogram latenessNanos = histogram();
  private final long[] failures = new long[KINDS.length];
  private final long[] statuses = new long[STATUSES];
  private long planned;
  private long responses;
  private long inTime;
  private long bytes;

  private static Histogram histogram() {
    return new Histogram(1, LONGEST_NANOS, 3);
  }

  /** Starts again from zero. */
  void reset() {
    for (Histogram each : all()) {
      each.reset();
    }
    Arrays.fill(failures, 0);
    Arrays.fill(statuses, 0);
    planned = 0;
    responses = 0;
    inTime = 0;
    bytes = 0;
  }

  /** Adds what another one has counted. */
  void add(Tally other) {
    Histogram[] mine = all();
    Histogram[] others = other.all();
    for (int i = 0; i < mine.length; i++) {
      mine[i].add(others[i]);
    }
    Arrays.setAll(failures, i -> failures[i] + other.failures[i]);
    Arrays.setAll(statuses, i -> statuses[i] + other.statuses[i]);
    planned += other.planned;
    responses += other.responses;
    inTime += other.inTime;
    bytes += other.bytes;
  }

  private Histogram[] all() {
    return new Histogram[] {
      responseNanos, serviceNanos, firstByteNanos, connectNanos, lagNanos, latenessNanos
    };
  }

  void planned() {
    planned++;
  }

  void connected(long begunNanos, long nowNanos) {
    record(connectNanos, nowNanos - begunNanos);
  }

  /**
   * A request of a plan was written.
   *
   * @param freeNanos since when its connection could have carried it
   * @param stallNanos by how much the client was behind when it was due
   */
  void written(long plannedNanos, long freeNanos, long stallNanos, long nowNanos) {
    long lag = nowNanos - plannedNanos;
    record(lagNanos, lag);
    record(latenessNanos, Math.min(lag, Math.max(nowNanos - freeNanos, stallNanos)));
  }

  void answered(
      long plannedNanos, long writtenNanos, long firstByte, long doneNanos, long answerBytes) {
    responses++;
    bytes += answerBytes;
    record(responseNanos, doneNanos - plannedNanos);
    record(serviceNanos, doneNanos - writtenNanos);
    record(firstByteNanos, firstByte - writtenNanos);
  }

  /** The answer just counted came before the end of the time that is measured. */
  void inTime() {
    inTime++;
  }

  void status(int status) {
    if (status < STATUSES) {
      statuses[status]++;
    }
  }

  /** A request failed after it was written. */
  void failed(Failure kind, long plannedNanos, long writtenNanos, long nowNanos) {
    unwritten(kind, plannedNanos, nowNanos);
    record(serviceNanos, nowNanos - writtenNanos);
  }

  /** A request failed without being written. */
  void unwritten(Failure kind, long plannedNanos, long nowNanos) {
    failures[kind.ordinal()]++;
    record(responseNanos, nowNanos - plannedNanos);
  }

  private static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(nanos, 1, LONGEST_NANOS));
  }

  /** Requests that were to be sent. */
  public long requests() {
    return planned;
  }

  /** Right answers. */
  public long responses() {
    return responses;
  }

  /** Right answers that came before the end of the time that is measured. */
  public long responsesInTime() {
    return inTime;
  }

  /** Bytes of right answers, heads included. */
  public long bytes() {
    return bytes;
  }

  /** Answers by status, wrong ones included. */
  public Map<Integer, Long> statuses() {
    var counts = new TreeMap<Integer, Long>();
    for (int status = 0; status < STATUSES; status++) {
      if (statuses[status] > 0) {
        counts.put(status, statuses[status]);
      }
    }
    return counts;
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
    return Arrays.stream(failures).sum();
  }

  /**
   * From the planned instant until the last byte of the answer, or until the request failed: what a
   * user waits. In a closed loop a request is planned when its connection is free, or begins to be
   * made.
   */
  public Histogram responseNanos() {
    return responseNanos;
  }

  /** From the moment a request was written until the last byte of its answer, or its failure. */
  public Histogram serviceNanos() {
    return serviceNanos;
  }

  /** From the moment a request was written until the first byte of its answer. */
  public Histogram firstByteNanos() {
    return firstByteNanos;
  }

  /** How long it took to connect, where that succeeded. */
  public Histogram connectNanos() {
    return connectNanos;
  }

  /** From the planned instant until a request was written. Open loop only. */
  public Histogram lagNanos() {
    return lagNanos;
  }

  /**
   * The part of the lag for which a connection was free, or the client itself had been held up: the
   * load generator's own fault. Open loop only.
   */
  public Histogram latenessNanos() {
    return latenessNanos;
  }
}
