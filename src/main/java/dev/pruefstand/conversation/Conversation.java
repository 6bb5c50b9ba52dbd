package dev.pruefstand.conversation;

/**
 * A connection without its socket: it is told which bytes have arrived and says which to send. It
 * knows no thread and never waits, so that every strategy drives the same one.
 *
 * <pre>
 *                  receive: an answer is ready
 *   ┌───────────┐ ────────────────────────────► ┌─────────┐
 *   │ RECEIVING │                               │ SENDING │
 *   └───────────┘ ◄──────────────────────────── └─────────┘
 *         │        sent: all of it, kept alive     │    │
 *         │ end,                    sent: all of   │    │ sent: all of it, but the client
 *         │ expire (idle)           it, and close  │    │ may still be sending
 *         ▼                                        ▼    ▼
 *   ┌──────────┐ ◄─────────────────────────────────┘  ┌───────────┐
 *   │ FINISHED │ ◄─────────────────────────────────── │ LINGERING │
 *   └──────────┘          end, expire                 └───────────┘
 * </pre>
 *
 * <p>Bytes are handed over through a {@link Workspace}, which belongs to the thread that drives;
 * what has to outlive a turn is kept in the conversation. Not thread-safe, but it may move between
 * threads that hand it over safely. Instants are those of {@link System#nanoTime}.
 */
public interface Conversation {
  /** What the driver has to do next. */
  enum Phase {
    /** Wait until bytes arrive. */
    RECEIVING,
    /** Wait until the socket takes more; there may be answers that are still to be made. */
    SENDING,
    /**
     * Half-close, then read and drop what still arrives, so that no reset destroys the answer on
     * its way. RFC 9112 section 9.6.
     */
    LINGERING,
    /** Close. */
    FINISHED
  }

  /**
   * Bytes have arrived at the beginning of {@link Workspace#input()}. Takes them all. While {@link
   * Phase#SENDING}, requests among them are kept until that is over; a driver that can leave bytes
   * in the socket does so instead.
   */
  void receive(Workspace workspace, int bytes, long nowNanos);

  /** The client sends no more. What it asked for before is still answered. */
  void end();

  /**
   * Makes the next piece ready in {@link Workspace#piece()}. Requests that have waited for room are
   * answered here, so that the phase may be another one afterwards.
   *
   * @return how many bytes of it to send, 0 when there is nothing to send for now
   */
  long pending(Workspace workspace, long nowNanos);

  /**
   * The socket took the first bytes of the piece, perhaps none. What is left of it is offered again
   * by the next {@link #pending}, whoever's workspace that brings.
   */
  void sent(Workspace workspace, long bytes, long nowNanos);

  /** The client has sent more although the last answer was given: linger, do not just close. */
  void surplus(long nowNanos);

  /** Whether nothing is under way: no request has begun and no answer is left to be sent. */
  boolean isIdle();

  /** The connection is closed: gives back what was kept for it. Calling it again does nothing. */
  void close();

  /** What the driver has to do next. */
  Phase phase();

  /** When the client has kept us waiting for too long, in the present phase. */
  long deadlineNanos();

  /** The deadline has passed: there may be a last answer to send, or nothing but to close. */
  void expire(Workspace workspace, long nowNanos);
}
