package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Turn;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.server.channels.ChannelWire;

/**
 * A connection that is either watched by the front or in the hands of a worker, never both: {@code
 * dispatched} says which, and hands the conversation over between the two.
 */
final class DispatchedConnection {
  private final ChannelWire wire;
  private final Conversation conversation;
  private volatile boolean dispatched;

  /** Written by the front before it gives the connection away. */
  private boolean overdue;

  DispatchedConnection(ChannelWire wire, Conversation conversation) {
    this.wire = wire;
    this.conversation = conversation;
  }

  /**
   * Front: gives the connection away.
   *
   * @param late whether that is because the client has kept us waiting for too long. How long it
   *     then waits for a worker is no fault of the client's.
   */
  void dispatched(boolean late) {
    overdue = late;
    dispatched = true;
  }

  /** Front: whether a worker has it. */
  boolean isDispatched() {
    return dispatched;
  }

  /** Worker: gives it back. Nothing of it may be touched by the worker after this. */
  void handBack() {
    dispatched = false;
  }

  /** Front, while it has the connection: whether the client has kept us waiting for too long. */
  boolean isOverdue(long nowNanos) {
    return nowNanos - conversation.deadlineNanos() >= 0;
  }

  /** Whoever has the connection: whether nothing is under way. */
  boolean isIdle() {
    return conversation.isIdle();
  }

  /** Worker: takes the connection's turn and tells what to wait for. */
  Phase turn(Workspace workspace, long nowNanos) {
    if (overdue) {
      return Turn.expire(conversation, wire, workspace, nowNanos);
    }
    return conversation.phase() == Phase.SENDING
        ? Turn.write(conversation, wire, workspace, nowNanos)
        : Turn.read(conversation, wire, workspace, nowNanos);
  }

  /** Closes the socket. */
  void close() {
    conversation.close();
    wire.close();
  }
}
