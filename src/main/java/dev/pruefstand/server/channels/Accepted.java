package dev.pruefstand.server.channels;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/** What is done with every channel that was accepted, whoever serves it and how. */
public final class Accepted {
  private Accepted() {}

  /** Small answers leave at once. */
  public static void prepare(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** The client's IP address as text. */
  public static String client(SocketChannel channel) throws IOException {
    return channel.getRemoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "";
  }
}
