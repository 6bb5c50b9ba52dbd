package dev.pruefstand.penetrator;

/** One of the penetrator's connections and the exchange on it. */
final class ClientConnection {
  enum State {
    CLOSED,
    CONNECTING,
    AWAITING
  }

  final Exchange exchange;
  State state = State.CLOSED;
  int descriptor;

  /** When the request was written; while connecting, when that began. */
  long writtenNanos;

  ClientConnection(Exchange exchange) {
    this.exchange = exchange;
  }
}
