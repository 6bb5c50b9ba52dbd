package dev.pruefstand.penetrator;

/** Why a run came to its end. */
public enum Ending {
  /** All that was planned is done. */
  AS_PLANNED(""),
  /** Somebody stopped it. */
  STOPPED("ended early"),
  /**
   * A given number of requests can take for ever when the server has gone: without a single answer
   * for twice the time that a request may take, no more are sent.
   */
  NO_ANSWERS("given up: no answer for twice the timeout");

  private final String label;

  Ending(String label) {
    this.label = label;
  }

  /** For people; empty if there is nothing to say. */
  public String label() {
    return label;
  }

  /** Whether less was sent than planned. */
  public boolean isEarly() {
    return this != AS_PLANNED;
  }
}
