package dev.pruefstand.server.poller;

import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.conversation.Wire;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.SystemCall;

/** A connection of the event loop: a descriptor and its conversation. */
final class PolledConnection implements Wire {
  final int descriptor;
  final Conversation conversation;

  /** What the poller watches the descriptor for. */
  int interest;

  private final Sockets sockets;
  private final LoopCounter counter;

  PolledConnection(
      int descriptor, Conversation conversation, Sockets sockets, LoopCounter counter) {
    this.descriptor = descriptor;
    this.conversation = conversation;
    this.sockets = sockets;
    this.counter = counter;
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
    counter.called(SystemCall.SHUTDOWN, 1);
    sockets.shutdownOutput(descriptor);
  }
}
