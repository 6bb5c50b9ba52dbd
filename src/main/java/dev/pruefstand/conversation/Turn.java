package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Conversation.Phase;

/**
 * A connection's turn on a thread: moves bytes between its wire and its conversation until one of
 * them has to wait. Every strategy takes its turns here; they differ in when and on which thread.
 */
public final class Turn {
  /**
   * How long a turn goes on after its first piece: whoever pipelines and reads fast has more ready
   * after each, and must not keep the thread from the others. The driver comes back at once, but
   * after everybody else.
   */
  public static final long QUANTUM_NANOS = 200_000;

  private Turn() {}

  /**
   * Bytes, or the client's end, can be read: reads once, answers, sends.
   *
   * @return what to wait for; {@link Phase#FINISHED} also when the connection died
   */
  public static Phase read(
      Conversation conversation, Wire wire, Workspace workspace, long nowNanos) {
    workspace.begin();
    int received = wire.receive(workspace);
    if (received == Wire.WOULD_BLOCK) {
      return conversation.phase();
    }
    if (received == Wire.GONE) {
      return Phase.FINISHED;
    }
    if (received == 0) {
      conversation.end();
    } else {
      conversation.receive(workspace, received, nowNanos);
    }
    // What did not fill the room for it was all there was.
    return send(conversation, wire, workspace, nowNanos, received == Workspace.INPUT_BYTES);
  }

  /** There is room for more of what is being sent: sends until nothing is left, or no room. */
  public static Phase write(
      Conversation conversation, Wire wire, Workspace workspace, long nowNanos) {
    workspace.begin();
    return send(conversation, wire, workspace, nowNanos, true);
  }

  private static Phase send(
      Conversation conversation,
      Wire wire,
      Workspace workspace,
      long nowNanos,
      boolean mayHoldMore) {
    Phase before = conversation.phase();
    boolean began = false;
    long endNanos = 0;
    long pending;
    while ((pending = conversation.pending(workspace, nowNanos)) > 0) {
      long sent = wire.send(workspace, pending);
      if (sent == Wire.GONE) {
        return Phase.FINISHED;
      }
      long now = wire.nanoTime();
      conversation.sent(workspace, Math.max(0, sent), now);
      if (sent < pending || (began && now - endNanos >= 0)) {
        break;
      }
      endNanos = began ? endNanos : now + QUANTUM_NANOS;
      began = true;
    }
    Phase after = finish(conversation, wire, workspace, mayHoldMore);
    if (after == Phase.LINGERING && before != Phase.LINGERING) {
      wire.shutdownOutput();
    }
    return after;
  }

  /**
   * Before a connection is closed that is finished, looks whether the client has sent more.
   *
   * @param mayHoldMore whether that is possible at all
   */
  static Phase finish(
      Conversation conversation, Wire wire, Workspace workspace, boolean mayHoldMore) {
    if (mayHoldMore && conversation.phase() == Phase.FINISHED && wire.receive(workspace) > 0) {
      // Closed with bytes unread, a socket sends a reset, which can destroy the answer on its way.
      conversation.surplus(wire.nanoTime());
    }
    return conversation.phase();
  }

  /**
   * The server is going: takes what has arrived since somebody last looked, and ends what is then
   * idle.
   */
  public static Phase leave(
      Conversation conversation, Wire wire, Workspace workspace, long nowNanos) {
    Phase phase = read(conversation, wire, workspace, nowNanos);
    return conversation.isIdle() ? Phase.FINISHED : phase;
  }

  /**
   * The client has kept us waiting for too long: sends a last answer, if there is one. But what has
   * arrived since somebody last looked is taken first, and the client that has thereby done its
   * part goes on: who was late may have been we.
   */
  public static Phase expire(
      Conversation conversation, Wire wire, Workspace workspace, long nowNanos) {
    Phase phase =
        conversation.phase() == Phase.SENDING
            ? write(conversation, wire, workspace, nowNanos)
            : read(conversation, wire, workspace, nowNanos);
    if (phase == Phase.FINISHED || nowNanos - conversation.deadlineNanos() < 0) {
      return phase;
    }
    workspace.begin();
    conversation.expire(workspace, nowNanos);
    return send(conversation, wire, workspace, nowNanos, false);
  }
}
