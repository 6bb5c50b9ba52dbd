package dev.pruefstand.bench.leash;

import dev.pruefstand.strategy.NativePlatform;
import java.io.IOException;

/**
 * When a server hears of a connection: as soon as it stands, or only when its first bytes are
 * there. A property of the JVM that keeps the server, so that it is the same for every kind.
 */
public final class Accepting {
  /** The JVM's flag for the latter. */
  public static final String DEFERRED = "-Dpruefstand.accept=deferred";

  private Accepting() {}

  /** Whether this JVM's server is to hear of connections only when they say something. */
  public static boolean isDeferred() {
    return "deferred".equals(System.getProperty("pruefstand.accept"));
  }

  /**
   * Has this process' listener on that port do as its JVM was told.
   *
   * @throws IOException if it cannot
   */
  public static void settle(int port) throws IOException {
    if (isDeferred()) {
      NativePlatform.deferAccept(port);
    }
  }
}
