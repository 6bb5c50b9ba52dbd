package dev.pruefstand.penetrator;

/** One of the penetrator's connections: its requests under way, oldest first, and an exchange. */
final class ClientConnection {
  enum State {
    CLOSED,
    CONNECTING,
    /** It carries requests, or could. */
    OPEN,
    /** The last answer has come; the server is about to close. */
    ENDING
  }

  final Exchange exchange;
  State state = State.CLOSED;
  int descriptor;

  /** When the present state began, but for {@link State#OPEN}. */
  long sinceNanos;

  /** Since when it has had room for another request. */
  long freeNanos;

  /** When the first byte of the present answer came, if it has. */
  long firstByteNanos;

  boolean sawFirstByte;

  /** Whether it stands in the queue of those that have room. */
  boolean listed;

  private final long[] planned;
  private final long[] written;
  private final int[] asks;
  private int oldest;
  private int count;

  ClientConnection(Exchange exchange, int pipeline) {
    this.exchange = exchange;
    planned = new long[pipeline];
    written = new long[pipeline];
    asks = new int[pipeline];
  }

  /** The answer to its oldest request is what comes next. */
  void begin(boolean toHead) {
    exchange.begin(toHead);
    sawFirstByte = false;
  }

  boolean hasRoom() {
    return count < planned.length;
  }

  /** Requests under way. */
  int count() {
    return count;
  }

  void put(int ask, long plannedNanos, long writtenNanos) {
    int at = oldest + count++;
    if (at >= planned.length) {
      at -= planned.length;
    }
    planned[at] = plannedNanos;
    written[at] = writtenNanos;
    asks[at] = ask;
  }

  /** Of the oldest request. */
  int ask() {
    return asks[oldest];
  }

  long plannedNanos() {
    return planned[oldest];
  }

  long writtenNanos() {
    return written[oldest];
  }

  /** The oldest request is answered or given up. */
  void remove() {
    oldest = oldest + 1 == planned.length ? 0 : oldest + 1;
    count--;
  }

  /** Takes a pause of the client off the times of all requests under way. */
  void shift(long nanos) {
    for (int i = 0; i < planned.length; i++) {
      planned[i] += nanos;
      written[i] += nanos;
    }
    firstByteNanos += nanos;
    sinceNanos += nanos;
  }
}
