package dev.pruefstand.penetrator;

import java.util.Locale;

/**
 * That many requests at the same moment, each on a connection of its own that was opened before.
 * Their planned instant is the moment when the last connection stood.
 */
public record Salvo(int requests) implements LoadModel {
  /** Checks the range. */
  public Salvo {
    if (requests < 1) {
      throw new IllegalArgumentException("expected a salvo of requests from 1, found " + requests);
    }
  }

  @Override
  public int connections() {
    return requests;
  }

  @Override
  public int mostConnections() {
    return requests;
  }

  @Override
  public int pipeline() {
    return 1;
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "a salvo of %,d requests at the same moment", requests);
  }
}
