package dev.pruefstand.server.channels;

import dev.pruefstand.conversation.Wire;
import dev.pruefstand.conversation.Workspace;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** An accepted channel, made non-blocking. Belongs to the thread that has the connection. */
public final class ChannelWire implements Wire {
  private final SocketChannel channel;

  /**
   * Prepares a channel.
   *
   * @throws IOException if the client is gone already; the channel is then still to be closed
   */
  public ChannelWire(SocketChannel accepted) throws IOException {
    channel = accepted;
    channel.configureBlocking(false);
    Accepted.prepare(channel);
  }

  /** The client's IP address as text. */
  public String client() throws IOException {
    return Accepted.client(channel);
  }

  /** Begins to watch the channel, in the name of its connection. */
  public SelectionKey register(Selector selector, int interest, Object connection)
      throws IOException {
    return channel.register(selector, interest, connection);
  }

  @Override
  public int receive(Workspace workspace) {
    try {
      int received = channel.read(workspace.inputBuffer());
      return received > 0 ? received : received == 0 ? WOULD_BLOCK : 0;
    } catch (IOException gone) {
      // A reset, most often. Nothing is left to be said to this client.
      return GONE;
    }
  }

  @Override
  public long send(Workspace workspace, long bytes) {
    try {
      int sent = channel.write(workspace.pieceBuffer(bytes));
      return sent > 0 ? sent : WOULD_BLOCK;
    } catch (IOException gone) {
      return GONE;
    }
  }

  @Override
  public void shutdownOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      // Then the client knows already.
    }
  }

  /** Closes the socket. */
  public void close() {
    try {
      channel.close();
    } catch (IOException alreadyDead) {
      // The descriptor is given back all the same.
    }
  }
}
