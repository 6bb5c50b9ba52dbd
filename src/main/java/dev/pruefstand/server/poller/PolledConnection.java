package dev.pruefstand.server.poller;

import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.conversation.Wire;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Sockets;

/** A connection of the event loop: a descriptor and its conversation. */
final class PolledConnection implements Wire {
  final int descriptor;
  final Conversation conversation;

  /** What the poller watches the descriptor for. */
  int interest;

  private final Sockets sockets;

  PolledConnection(int descriptor, Conversation conversation, Sockets sockets) {
    this.descriptor = descriptor;
    this.conversation = conversation;
    this.sockets = sockets;
  }

  @Override
  public int receive(Workspace workspace) {
    return sockets.receive(descriptor, workspace.input());
  }

  @Override
  public long send(Workspace workspace, long bytes) {
    return sockets.send(descriptor, workspace.piece(), bytes);
  }

  @Override
  public void shutdownOutput() {
    sockets.shutdownOutput(descriptor);
  }
}
