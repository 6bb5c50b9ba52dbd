package dev.pruefstand.server;

import dev.pruefstand.stats.ServerStats;
import java.net.InetSocketAddress;

/** A running server. All methods may be called from any thread. */
public interface Server extends AutoCloseable {
  /** Where it listens; tells the port when it was started on port 0. */
  InetSocketAddress address();

  /** What it has counted so far. */
  ServerStats.Snapshot stats();

  /**
   * Stops: closes the listener and every connection, ends its threads and gives its memory back.
   * Returns when all of that is done, well within a second. Calling it again does nothing.
   */
  @Override
  void close();
}
