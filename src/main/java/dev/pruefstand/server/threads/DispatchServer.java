package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.LoopServer;
import dev.pruefstand.server.LoopThread;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.channels.ChannelListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Starts servers that are a {@link Front} and an executor of workers. The strategies differ in the
 * executor and in nothing else.
 */
public final class DispatchServer {
  private static final ThreadFactory FRONT = Thread.ofPlatform().name("front").factory();

  private final ServerConfig config;
  private final ExecutorService workers;
  private final Conversations conversations;
  private @Nullable InetSocketAddress address;

  private DispatchServer(ServerConfig config, ExecutorService workers) {
    this.config = config;
    this.workers = workers;
    conversations = new Conversations(config.site(), config.limits(), config.log());
  }

  /** Starts a server whose requests are served by a fixed number of threads. */
  public static Server pool(ServerConfig config) {
    ThreadFactory named = Thread.ofPlatform().name("worker-", 1).factory();
    return start(config, Executors.newFixedThreadPool(config.threads(), named), FRONT);
  }

  /** Starts a server whose every request is served by a new platform thread. */
  public static Server threadPerRequest(ServerConfig config) {
    ThreadFactory named = Thread.ofPlatform().name("request-", 1).factory();
    return start(config, Executors.newThreadPerTaskExecutor(named), FRONT);
  }

  static Server start(ServerConfig config, ExecutorService workers, ThreadFactory threads) {
    try {
      var server = new DispatchServer(config, workers);
      var thread = LoopThread.start(threads, server::run);
      return new LoopServer(
          Objects.requireNonNull(server.address), server.conversations.stats(), List.of(thread));
    } catch (RuntimeException | Error failure) {
      workers.close();
      throw failure;
    }
  }

  /** On the front's thread. */
  private void run(LoopThread thread) throws IOException {
    try (var workspaces = new Workspaces();
        Selector selector = Selector.open();
        ServerSocketChannel listener = ChannelListener.open(config)) {
      address = (InetSocketAddress) listener.getLocalAddress();
      thread.serve(
          new Front(
              selector,
              listener,
              workers,
              workers::close,
              workspaces,
              conversations,
              new AcceptPause(config.limits().connections())));
    }
  }
}
