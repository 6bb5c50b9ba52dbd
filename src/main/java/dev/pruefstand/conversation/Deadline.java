package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.Limits;
import java.time.Duration;

/** How long a client may take for what it is doing now. Instants are {@link System#nanoTime}'s. */
final class Deadline {
  /** For a client that is told to go to notice it, and for what it has sent meanwhile to arrive. */
  private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

  /** The same when the whole server is to go. */
  private static final long LAST_LINGER_NANOS = Duration.ofMillis(500).toNanos();

  private final Conversations shared;
  private final Limits limits;
  private boolean requestBegun;
  private long beganNanos;
  private long nanos;

  Deadline(Conversations shared, long nowNanos) {
    this.shared = shared;
    limits = shared.limits;
    nanos = nowNanos + limits.idle().toNanos();
  }

  /** When it is. */
  long nanos() {
    return nanos;
  }

  /** When the first byte of the present request was received. */
  long beganNanos() {
    return beganNanos;
  }

  /** Whether a request has begun and not ended. */
  boolean requestBegun() {
    return requestBegun;
  }

  /** Bytes have arrived: if they are the first of a request, its time runs from now. */
  void arrived(long nowNanos) {
    if (!requestBegun) {
      beganNanos = nowNanos;
    }
  }

  /** What comes now belongs to another request. */
  void requestEnded() {
    requestBegun = false;
  }

  /** The client has taken some of what is being sent. */
  void progress(long nowNanos) {
    nanos = nowNanos + limits.write().toNanos();
  }

  /**
   * A phase begins, or goes on.
   *
   * @param begun whether a request is under way in it
   */
  void settle(Phase phase, boolean begun, long nowNanos) {
    switch (phase) {
      case RECEIVING -> {
        if (begun) {
          beganNanos = requestBegun ? beganNanos : nowNanos;
          nanos = beganNanos + limits.request().toNanos();
        } else {
          nanos = nowNanos + limits.idle().toNanos();
        }
      }
      case SENDING -> progress(nowNanos);
      case LINGERING -> nanos = nowNanos + (shared.isDraining() ? LAST_LINGER_NANOS : LINGER_NANOS);
      case FINISHED -> {}
    }
    requestBegun = begun;
  }
}
