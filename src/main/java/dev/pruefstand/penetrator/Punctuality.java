package dev.pruefstand.penetrator;

import java.time.Duration;

/** Whether the client itself is on time: how long it waits, and when it comes back too late. */
final class Punctuality {
  /** Shorter ones are a batch of answers. */
  private static final long STALL_NANOS = Duration.ofMillis(1).toNanos();

  private long waitedNanos;
  private long longestStallNanos;
  private long behindNanos;

  void reset() {
    waitedNanos = 0;
    longestStallNanos = 0;
    behindNanos = 0;
  }

  /**
   * It has waited, and served what was ready.
   *
   * @param askedNanos for how long it wanted to wait
   */
  void waited(int events, long askedNanos, long tookNanos) {
    if (events == 0) {
      waitedNanos += tookNanos;
    }
    long stall = tookNanos - askedNanos;
    longestStallNanos = Math.max(longestStallNanos, stall);
    if (stall > STALL_NANOS) {
      // Whatever has become due meanwhile waits for us, even if it waits for a connection, too.
      behindNanos = Math.max(behindNanos, stall);
    }
  }

  /** Nothing is due any more. */
  void caughtUp() {
    behindNanos = 0;
  }

  /** By how much it is behind its schedule through its own fault. */
  long behindNanos() {
    return behindNanos;
  }

  /** The longest time that the poller, or the system below it, took too long to wake it. */
  long longestStallNanos() {
    return longestStallNanos;
  }

  /** The share of the time in which it did not wait for nothing, be it asleep or spinning. */
  double busyShare(long elapsedNanos) {
    return 1 - (double) waitedNanos / elapsedNanos;
  }
}
