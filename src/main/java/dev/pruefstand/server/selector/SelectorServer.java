package dev.pruefstand.server.selector;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.LoopServer;
import dev.pruefstand.server.LoopThread;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.channels.ChannelListener;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Starts servers that are a single {@link SelectorLoop}: what the JDK offers for an event loop, and
 * hence what one that calls the system itself has to beat.
 */
public final class SelectorServer {
  private final ServerConfig config;
  private final Conversations conversations;
  private @Nullable InetSocketAddress address;

  private SelectorServer(ServerConfig config) {
    this.config = config;
    conversations = new Conversations(config.site(), config.limits(), config.log());
  }

  /**
   * Starts listening and serving.
   *
   * @throws java.io.UncheckedIOException if the address cannot be listened on
   */
  public static Server start(ServerConfig config) {
    return start(config, Thread.ofPlatform().name("selector").factory());
  }

  static Server start(ServerConfig config, ThreadFactory threads) {
    var server = new SelectorServer(config);
    var thread = LoopThread.start(threads, server::run);
    return new LoopServer(
        Objects.requireNonNull(server.address), server.conversations.stats(), List.of(thread));
  }

  /** On the loop's thread. */
  private void run(LoopThread thread) throws IOException {
    try (Arena arena = Arena.ofConfined();
        Selector selector = Selector.open();
        ServerSocketChannel listener = ChannelListener.open(config)) {
      address = (InetSocketAddress) listener.getLocalAddress();
      thread.serve(
          new SelectorLoop(
              selector,
              listener,
              conversations,
              new AcceptPause(config.limits().connections()),
              new Workspace(arena)));
    }
  }
}
