package dev.pruefstand.server;

import java.time.Duration;

/** Waiting for a server's thread to end, whether or not somebody interrupts the one that waits. */
public final class ServerThread {
  private ServerThread() {}

  /** Waits until the thread has ended. An interrupt is kept for the caller and does not end it. */
  public static void await(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the thread has ended, time is up, or somebody interrupts. */
  public static void await(Thread thread, Duration atMost) {
    try {
      thread.join(atMost);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }
}
