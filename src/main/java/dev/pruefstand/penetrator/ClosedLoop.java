package dev.pruefstand.penetrator;

import java.time.Duration;

/**
 * A load: that many connections, each of which sends its next request when the last is answered.
 *
 * @param keepAlive whether a connection carries many requests, or one
 * @param timeout how long an answer may take before it counts as failed
 */
public record ClosedLoop(int connections, boolean keepAlive, Duration timeout) {
  /** Checks the ranges. */
  public ClosedLoop {
    if (connections <= 0 || !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "expected connections and a timeout above zero, found "
              + connections
              + " and "
              + timeout);
    }
  }
}
