package dev.pruefstand.conversation;

import dev.pruefstand.conversation.Conversation.Phase;

/**
 * A connection's turn on a thread: moves bytes between its wire and its conversation until one of
 * them has to wait. Every strategy takes its turns here; they differ in when and on which thread.
 */
public final class Turn {
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
    return send(conversation, wire, workspace, nowNanos);
  }

  /** There is room for more of what is being sent: sends until nothing is left, or no room. */
  public static Phase write(
      Conversation conversation, Wire wire, Workspace workspace, long nowNanos) {
    workspace.begin();
    return send(conversation, wire, workspace, nowNanos);
  }

  private static Phase send(
      Conversation conversation, Wire wire, Workspace workspace, long nowNanos) {
    Phase before = conversation.phase();
    long pending;
    while ((pending = conversation.pending(workspace, nowNanos)) > 0) {
      long sent = wire.send(workspace, pending);
      if (sent == Wire.GONE) {
        return Phase.FINISHED;
      }
      conversation.sent(workspace, Math.max(0, sent), nowNanos);
      if (sent < pending) {
        break;
      }
    }
    Phase after = conversation.phase();
    if (after == Phase.LINGERING && before != Phase.LINGERING) {
      wire.shutdownOutput();
    }
    return after;
  }

  /** The client has kept us waiting for too long: sends a last answer, if there is one. */
  public static Phase expire(
      Conversation conversation, Wire wire, Workspace workspace, long nowNanos) {
    workspace.begin();
    conversation.expire(workspace, nowNanos);
    return send(conversation, wire, workspace, nowNanos);
  }
}
