package dev.pruefstand.penetrator;

/** Why a request has no right answer. */
public enum Failure {
  /** No connection could be made: refused, unreachable, too slow, no port or descriptor left. */
  CONNECT("connect"),
  /** It was planned, and until the end there was no connection to send it on. */
  UNSENT("never sent"),
  /** The connection was reset while the answer was awaited. */
  RESET("reset"),
  /** The answer took longer than allowed. */
  TIMEOUT("timeout"),
  /** The stream ended before the answer did. */
  EARLY_CLOSE("early close"),
  /** What came was not HTTP. */
  MALFORMED("malformed"),
  /** 4xx, 5xx, or another status than the first answer's. */
  WRONG_STATUS("wrong status"),
  /** A body of another length than expected. */
  WRONG_LENGTH("wrong length"),
  /** A body with other bytes than expected. */
  WRONG_CHECKSUM("wrong checksum");

  private final String label;

  Failure(String label) {
    this.label = label;
  }

  /** For people and files. */
  public String label() {
    return label;
  }
}
