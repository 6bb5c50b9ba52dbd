package dev.pruefstand.penetrator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The books of one thread: each request that was planned was answered, has failed, or is in flight.
 * What was planned before the time that is measured is not in the tally.
 */
final class Account {
  private static final long FOR_EVER_NANOS = Duration.ofDays(365).toNanos();

  /** How many requests may be begun. */
  private long most;

  /** Whether requests are planned, so that they can be late. */
  private final boolean planned;

  private Tally tally = new Tally();
  private long fromNanos;
  private long toNanos;
  private long written;
  private long unwritten;
  private long answered;
  private int inFlight;
  private int countedInFlight;

  /**
   * Empty books, in which everything counts from now on.
   *
   * @param most how many requests may be begun at most
   * @param planned whether requests are planned, so that they can be late
   */
  Account(long most, boolean planned, long nowNanos) {
    this.most = most;
    this.planned = planned;
    fromNanos = nowNanos;
    toNanos = nowNanos + FOR_EVER_NANOS;
  }

  /**
   * Which time is measured.
   *
   * @param from requests that were planned before are not in the tally
   * @param to answers that come later are not in time
   */
  void measure(long from, long to) {
    fromNanos = from;
    toNanos = to;
  }

  /** It is measured no longer than that. */
  void measureTo(long nanos) {
    toNanos = nanos;
  }

  Tally tally() {
    return tally;
  }

  /** Counts into another tally from now on, and returns the one so far. */
  Tally exchangeTally(Tally next) {
    Tally before = tally;
    tally = next;
    return before;
  }

  /** Requests written since the beginning. */
  long written() {
    return written;
  }

  /** Requests that have failed before they could be written. */
  long unwritten() {
    return unwritten;
  }

  /** Requests that are over with, or under way. */
  long begun() {
    return written + unwritten;
  }

  /** Whether another request may be begun. */
  boolean mayBegin() {
    return begun() < most;
  }

  /** Whether another request may be begun while so many others are about to be. */
  boolean mayBegin(int others) {
    return begun() + others < most;
  }

  /** No further request is begun. */
  void planNoMore() {
    most = Math.min(most, begun());
  }

  /** Requests that were answered or have failed. */
  long completed() {
    return begun() - inFlight;
  }

  /** Right answers. */
  long answered() {
    return answered;
  }

  int inFlight() {
    return inFlight;
  }

  /** Those among them that are in the tally. */
  int countedInFlight() {
    return countedInFlight;
  }

  private boolean counts(long plannedNanos) {
    return plannedNanos - fromNanos >= 0;
  }

  void connected(long begunNanos, long nowNanos) {
    tally.connected(begunNanos, nowNanos);
  }

  /**
   * A request was written.
   *
   * @param freeNanos since when its connection could have carried it
   * @param behindNanos by how much the client was behind its own schedule
   */
  void written(long plannedNanos, long freeNanos, long behindNanos, long nowNanos) {
    written++;
    inFlight++;
    if (counts(plannedNanos)) {
      countedInFlight++;
      tally.planned();
      if (planned) {
        tally.written(plannedNanos, freeNanos, behindNanos, nowNanos);
      }
    }
  }

  /** A request failed before it could be written. */
  void unwritten(Failure kind, long plannedNanos, long nowNanos) {
    unwritten++;
    if (counts(plannedNanos)) {
      tally.planned();
      tally.unwritten(kind, plannedNanos, nowNanos);
    }
  }

  /** The oldest request of a connection has failed. */
  void failed(ClientConnection connection, Failure kind, long nowNanos) {
    inFlight--;
    if (counts(connection.plannedNanos())) {
      countedInFlight--;
      tally.failed(kind, connection.plannedNanos(), connection.writtenNanos(), nowNanos);
    }
    connection.remove();
  }

  /**
   * The oldest request of a connection has its whole answer.
   *
   * @param wrong what is wrong with it; null if it is right
   */
  void answered(ClientConnection connection, @Nullable Failure wrong, long nowNanos) {
    if (wrong == null) {
      answered++;
      if (nowNanos - fromNanos >= 0 && nowNanos - toNanos < 0) {
        // Throughput is what comes in that time, whenever it was planned.
        tally.inTime();
      }
    }
    if (counts(connection.plannedNanos())) {
      tally.status(connection.exchange.status());
    }
    if (wrong != null) {
      failed(connection, wrong, nowNanos);
      return;
    }
    inFlight--;
    if (counts(connection.plannedNanos())) {
      countedInFlight--;
      tally.answered(
          connection.plannedNanos(),
          connection.writtenNanos(),
          connection.firstByteNanos,
          nowNanos,
          connection.exchange.answerBytes());
    }
    connection.remove();
  }
}
