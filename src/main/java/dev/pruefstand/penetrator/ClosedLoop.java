package dev.pruefstand.penetrator;

import java.util.Locale;

/**
 * That many connections, each of which sends its next request when one is answered. Shows what a
 * server can do, and little of what its users wait for.
 *
 * @param pipeline how many requests each keeps under way
 */
public record ClosedLoop(int connections, int pipeline) implements LoadModel {
  /** Checks the ranges. */
  public ClosedLoop {
    if (connections < 1 || pipeline < 1) {
      throw new IllegalArgumentException(
          "expected connections and a pipeline from 1, found " + connections + " and " + pipeline);
    }
  }

  @Override
  public int mostConnections() {
    return connections;
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        "closed loop over %,d connection%s%s",
        connections,
        connections == 1 ? "" : "s",
        pipeline == 1 ? "" : ", " + pipeline + " requests under way on each");
  }
}
