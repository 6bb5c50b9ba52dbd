package dev.pruefstand.server.ring;

import dev.pruefstand.conversation.CompletionTurns;
import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.conversation.Wire;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.SystemCall;

/**
 * A connection of the ring loop: a descriptor, its conversation, and what the kernel is doing for
 * it. While that is nothing, the descriptor is an ordinary non-blocking socket, and so a wire.
 */
final class RingConnection implements Wire {
  /** What is to be done with a connection as soon as the kernel is doing nothing for it. */
  enum Errand {
    NONE,
    /** It has kept us waiting for too long. */
    EXPIRE,
    /** The server is going, and nothing is under way. */
    LEAVE
  }

  /** The place in the loop's table, for tokens. */
  final int slot;

  final int descriptor;
  final Conversation conversation;
  final CompletionTurns turns;

  /** Receives whatever arrives. */
  boolean receiving;

  /** That has been asked to end. */
  boolean receivingEnds;

  /** It has ended although there may be more to receive. */
  boolean mayHoldMore;

  /** Waits until the socket takes bytes. */
  boolean awaitingRoom;

  /** That has been asked to end. */
  boolean awaitingRoomEnds;

  /** The output has been shut down. */
  boolean halfClosed;

  /** Nothing but to close. */
  boolean dead;

  /** Is being closed. */
  boolean closing;

  Errand errand = Errand.NONE;

  private final Sockets sockets;
  private final LoopCounter counter;

  RingConnection(
      int slot, int descriptor, Conversation conversation, Sockets sockets, LoopCounter counter) {
    this.slot = slot;
    this.descriptor = descriptor;
    this.conversation = conversation;
    this.turns = new CompletionTurns(conversation);
    this.sockets = sockets;
    this.counter = counter;
  }

  /** Whether the kernel is doing nothing for it. */
  boolean isQuiet() {
    return !receiving && !awaitingRoom && !turns.isSending();
  }

  @Override
  public int receive(Workspace workspace) {
    counter.called(SystemCall.RECEIVE, 1);
    return sockets.receive(descriptor, workspace.input());
  }

  @Override
  public long send(Workspace workspace, long bytes) {
    counter.called(SystemCall.SEND, 1);
    return sockets.send(descriptor, workspace.piece(), bytes);
  }

  @Override
  public void shutdownOutput() {
    halfClosed = true;
    counter.called(SystemCall.SHUTDOWN, 1);
    sockets.shutdownOutput(descriptor);
  }
}
