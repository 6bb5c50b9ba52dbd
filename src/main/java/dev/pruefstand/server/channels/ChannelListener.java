package dev.pruefstand.server.channels;

import dev.pruefstand.server.ServerConfig;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/** Opens listening channels. */
public final class ChannelListener {
  private ChannelListener() {}

  /**
   * Listens, non-blocking, where the configuration says.
   *
   * @throws IOException if the address cannot be listened on; the message names it and says why
   */
  public static ServerSocketChannel open(ServerConfig config) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(family(config));
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.configureBlocking(false);
      listener.bind(config.address(), config.backlog());
      return listener;
    } catch (IOException failure) {
      listener.close();
      throw new IOException("cannot listen on " + config.address() + ": " + failure.getMessage());
    } catch (RuntimeException | Error failure) {
      listener.close();
      throw failure;
    }
  }

  /** As the event loop does: without a family it would be a socket for both, of another kind. */
  private static ProtocolFamily family(ServerConfig config) {
    return config.address().getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }
}
