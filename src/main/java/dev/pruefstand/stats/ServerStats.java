package dev.pruefstand.stats;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of one server. Any thread may count and read; no lock is taken.
 *
 * <p>Striped counters ({@link LongAdder}) because a pool's workers all count: with a single atomic
 * they would measure their own fight for its cache line. The /stats answer itself is counted apart.
 */
public final class ServerStats {
  private static final int FAMILIES = 6;

  private final LongAdder accepted = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder statsRequests = new LongAdder();
  private final LongAdder[] answersByFamily = new LongAdder[FAMILIES];
  private final long startedNanos = System.nanoTime();

  /** Starts at zero. */
  public ServerStats() {
    for (int family = 0; family < FAMILIES; family++) {
      answersByFamily[family] = new LongAdder();
    }
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
   * A request was answered.
   *
   * @param family the status' first digit
   */
  public void answered(int family) {
    answersByFamily[family].increment();
  }

  /** The statistics themselves were asked for. */
  public void answeredStats() {
    statsRequests.increment();
  }

  /** The socket took these bytes. */
  public void sent(long bytes) {
    bytesSent.add(bytes);
  }

  /** The counters now. Not atomic: a request that is answered meanwhile may be in some of them. */
  public Snapshot snapshot() {
    long closedNow = closed.sum();
    return new Snapshot(
        (System.nanoTime() - startedNanos) / 1_000_000,
        accepted.sum(),
        closedNow,
        answersByFamily[2].sum(),
        answersByFamily[3].sum(),
        answersByFamily[4].sum(),
        answersByFamily[5].sum(),
        statsRequests.sum(),
        bytesSent.sum());
  }

  /**
   * The counters at one moment.
   *
   * @param uptimeMillis since the server started
   * @param accepted connections accepted so far
   * @param closed connections closed so far
   * @param statsRequests answers of /stats, which are in none of the other counters
   * @param bytesSent heads and bodies
   */
  public record Snapshot(
      long uptimeMillis,
      long accepted,
      long closed,
      long answered2xx,
      long answered3xx,
      long answered4xx,
      long answered5xx,
      long statsRequests,
      long bytesSent) {

    /** All requests answered, whatever the status, /stats apart. */
    public long answered() {
      return answered2xx + answered3xx + answered4xx + answered5xx;
    }

    /** Connections that are open now. */
    public long open() {
      return accepted - closed;
    }

    /** As a JSON object. */
    public String json() {
      return String.format(
          Locale.ROOT,
          """
          {
            "uptimeMillis": %d,
            "requests": %d,
            "status2xx": %d,
            "status3xx": %d,
            "status4xx": %d,
            "status5xx": %d,
            "statsRequests": %d,
            "bytesSent": %d,
            "connectionsOpen": %d,
            "connectionsTotal": %d
          }
          """,
          uptimeMillis,
          answered(),
          answered2xx,
          answered3xx,
          answered4xx,
          answered5xx,
          statsRequests,
          bytesSent,
          open(),
          accepted);
    }

    /** As a page that refreshes itself. */
    public String html() {
      return String.format(
          Locale.ROOT,
          """
          <!doctype html>
          <html lang="en">
          <meta charset="utf-8">
          <meta http-equiv="refresh" content="1">
          <meta name="viewport" content="width=device-width">
          <title>Statistics</title>
          <style>
          body { font: 1.1rem/1.6 system-ui, sans-serif; margin: 3rem auto; max-width: 30rem; }
          td { padding: .2rem 0; border-bottom: 1px solid #8884; }
          td + td { text-align: right; font-variant-numeric: tabular-nums; }
          table { width: 100%%; border-collapse: collapse; }
          </style>
          <h1>Statistics</h1>
          <table>
          <tr><td>up for<td>%,d s
          <tr><td>requests answered<td>%,d
          <tr><td>… with success (2xx)<td>%,d
          <tr><td>… not modified (3xx)<td>%,d
          <tr><td>… fault of the client (4xx)<td>%,d
          <tr><td>… fault of the server (5xx)<td>%,d
          <tr><td>bytes sent<td>%,d
          <tr><td>connections open<td>%,d
          <tr><td>connections in total<td>%,d
          </table>
          <p>Also as <a href="/stats.json">JSON</a>. Requests for this page are not counted.
          """,
          uptimeMillis / 1000,
          answered(),
          answered2xx,
          answered3xx,
          answered4xx,
          answered5xx,
          bytesSent,
          open(),
          accepted);
    }
  }
}
