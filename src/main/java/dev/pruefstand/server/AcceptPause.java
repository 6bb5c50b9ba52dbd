package dev.pruefstand.server;

import java.time.Duration;

/**
 * When a server accepts no connections: with as many open as its limit allows, and for a moment
 * after the system had no descriptor left. New ones wait in the backlog meanwhile. (A listener left
 * in a level-triggered poller would be reported again and again: a busy loop.)
 *
 * <p>Belongs to the accepting thread.
 */
public final class AcceptPause {
  /** How long to wait for descriptors to become free. */
  public static final long EXHAUSTED_NANOS = Duration.ofMillis(50).toNanos();

  private final int most;
  private boolean exhausted;
  private long resumeNanos;

  public AcceptPause(int mostConnections) {
    most = mostConnections;
  }

  /** The system had no descriptor left. */
  public void exhausted(long nowNanos) {
    exhausted = true;
    resumeNanos = nowNanos + EXHAUSTED_NANOS;
  }

  /** Whether a connection may be accepted now, with that many open. */
  public boolean mayAccept(int open, long nowNanos) {
    if (exhausted && nowNanos - resumeNanos >= 0) {
      exhausted = false;
    }
    return !exhausted && open < most;
  }
}
