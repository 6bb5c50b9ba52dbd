package dev.pruefstand.server.threads;

import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.ServerThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;

/** A thread that looks after those that are blocked, ten times a second. */
final class Watchdog {
  private static final Logger LOG = System.getLogger(Watchdog.class.getName());
  private static final Duration SWEEP = Duration.ofMillis(100);

  private final Iterable<BlockingConnection> connections;
  private final Thread thread;
  private volatile boolean draining;
  private volatile boolean ended;

  /**
   * Is not started yet.
   *
   * @param connections those there are; may be changed meanwhile
   */
  Watchdog(Iterable<BlockingConnection> connections, ThreadFactory threads) {
    this.connections = connections;
    thread = threads.newThread(this::run);
    thread.setName("watchdog");
  }

  void start() {
    thread.start();
  }

  /** From now on ends whatever is idle. */
  void drain() {
    draining = true;
    LockSupport.unpark(thread);
  }

  /** Ends the thread and waits for that. */
  void end() {
    ended = true;
    LockSupport.unpark(thread);
    ServerThread.await(thread);
  }

  private void run() {
    while (!ended) {
      LockSupport.parkNanos(SWEEP.toNanos());
      try {
        for (BlockingConnection connection : connections) {
          connection.watch().look(System.nanoTime(), draining);
        }
      } catch (RuntimeException | OutOfMemoryError passing) {
        FaultLog.tell(LOG, Level.ERROR, "a look at the connections failed", passing);
      }
    }
  }
}
