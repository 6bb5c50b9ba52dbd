package dev.pruefstand.stats;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one server counts about itself. Any thread may count and read; counting takes no lock and
 * allocates nothing.
 *
 * <p>Counters are striped by thread, because a pool's workers all count: with single ones they
 * would measure their own fight for a cache line. The answers of /stats are counted apart.
 */
public final class ServerStats {
  /** The slot of every path that has none of its own. */
  public static final int OTHER_PATH = -1;

  /**
   * {@code -Dpruefstand.counting=false} makes a server that counts no requests, to measure what
   * counting costs.
   */
  private static final boolean COUNTING =
      !"false".equals(System.getProperty("pruefstand.counting"));

  /** Paths with a counter of their own; the others share one. */
  private static final int MOST_PATHS = 1000;

  private final List<String> paths;
  private final Stripe[] stripes;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final long startedNanos = System.nanoTime();
  private final long startedMillis = System.currentTimeMillis();

  /**
   * Starts at zero.
   *
   * @param paths the paths that are counted each by itself, as far as there is room
   */
  public ServerStats(List<String> paths) {
    this.paths = paths.stream().limit(MOST_PATHS).toList();
    stripes = new Stripe[Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1)];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = new Stripe(this.paths.size());
    }
  }

  private Stripe mine() {
    return stripes[(int) Thread.currentThread().threadId() & (stripes.length - 1)];
  }

  /** A connection was accepted. */
  public void opened() {
    accepted.increment();
  }

  /** A connection was closed, whoever began it. */
  public void closed() {
    closed.increment();
  }

  /**
   * A request gets an answer, which is still to be sent.
   *
   * @param family the status' first digit
   * @param path the place of the path among the paths, or {@link #OTHER_PATH}
   */
  public void answered(int family, int path) {
    if (COUNTING) {
      mine().answered(family, path < paths.size() ? path : OTHER_PATH);
    }
  }

  /** The statistics themselves were asked for. */
  public void answeredStats() {
    mine().answeredStats();
  }

  /** The socket took these bytes. */
  public void sent(long bytes) {
    if (COUNTING) {
      mine().sent(bytes);
    }
  }

  /**
   * An answer has been handed over to its last byte.
   *
   * @param path what was asked for
   * @param status the three digits
   * @param beganNanos when the request's first byte was received, in {@link System#nanoTime} terms
   * @param endedNanos when the socket had taken the answer
   */
  public void served(String path, int status, long beganNanos, long endedNanos) {
    if (COUNTING) {
      long millis = startedMillis + TimeUnit.NANOSECONDS.toMillis(endedNanos - startedNanos);
      mine().served(path, status, millis, endedNanos - beganNanos);
    }
  }

  /** The counters now. Not atomic: a request that is answered meanwhile may be in some of them. */
  public Snapshot snapshot() {
    long closedNow = closed.sum();
    long uptime = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
    return Snapshot.of(uptime, accepted.sum(), closedNow, paths, List.of(stripes));
  }
}
