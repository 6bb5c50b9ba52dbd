package dev.pruefstand.server.threads;

import dev.pruefstand.server.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;

/**
 * Both ends of a connection.
 *
 * @param accepted the server's, in blocking mode
 */
record SocketPair(SocketChannel accepted, RawClient client) implements AutoCloseable {
  static SocketPair open() throws IOException {
    try (var listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      var address = (InetSocketAddress) listener.getLocalAddress();
      var client = new RawClient(address, OptionalInt.of(16 * 1024));
      return new SocketPair(listener.accept(), client);
    }
  }

  /** How many bytes the server could read without waiting. */
  int arrived() throws IOException {
    return accepted.socket().getInputStream().available();
  }

  @Override
  public void close() throws IOException {
    accepted.close();
    client.close();
  }
}
