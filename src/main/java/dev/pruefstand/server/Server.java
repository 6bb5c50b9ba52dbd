package dev.pruefstand.server;

import dev.pruefstand.stats.LoopCounts;
import dev.pruefstand.stats.Snapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** A running server. All methods may be called from any thread. */
public interface Server extends AutoCloseable {
  /** Where it listens; tells the port when it was started on port 0. */
  InetSocketAddress address();

  /** What it has counted so far. */
  Snapshot stats();

  /** What its event loops have done so far, together; empty where there are none that count. */
  default Optional<LoopCounts> loopCounts() {
    return Optional.empty();
  }

  /**
   * Stops gently: accepts no more connections, closes the idle ones, gives the answers that are
   * under way and then closes those connections, too. What is not done in time is cut off, as by
   * {@link #close}.
   *
   * @param atMost how long to wait
   * @return how many connections were cut off
   */
  int drain(Duration atMost);

  /**
   * Stops: closes the listener and every connection, ends its threads and gives its memory back.
   * Returns when all of that is done, well within a second. Calling it again does nothing.
   */
  @Override
  void close();
}
