package dev.pruefstand.server;

import java.io.IOException;
import java.time.Duration;

/**
 * What the thread of a server does again and again: wait, and serve whatever is ready.
 *
 * <p>All methods but {@link #wakeUp} belong to the {@link LoopThread}.
 */
public interface Loop {
  /** How often a loop looks for connections that have kept it waiting for too long. */
  long SWEEP_NANOS = Duration.ofMillis(100).toNanos();

  /** How many connections are accepted before those there are get their turn. */
  int ACCEPTS_PER_TURN = 256;

  /**
   * How often that is done with the backlog when the server drains: more than it holds. Whoever
   * came faster than they are served would otherwise keep it from ending.
   */
  int DRAINING_TURNS = 64;

  /** Waits once, and serves whatever is ready. */
  void turn() throws IOException;

  /**
   * Accepts no more connections, and ends those there are as soon as nothing is under way. Whoever
   * waits in the backlog, and the requests that have arrived, are still served. Calling it again
   * does nothing.
   */
  void drain() throws IOException;

  /** Whether there are no connections, and while it drains, none can come any more. */
  boolean isEmpty();

  /** Closes the listener and every connection, and returns how many of these there were. */
  int closeAll() throws IOException;

  /** Makes the current or the next {@link #turn} end its wait at once. From any thread. */
  void wakeUp();
}
