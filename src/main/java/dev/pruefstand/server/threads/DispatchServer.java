package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.stats.ServerStats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A server that is a {@link Front} and an executor of workers. The strategies differ in the
 * executor and in nothing else.
 */
public final class DispatchServer implements Server {
  private static final Logger LOG = System.getLogger(DispatchServer.class.getName());

  private final ServerStats stats = new ServerStats();
  private final ExecutorService workers;
  private final Workspaces workspaces = new Workspaces();
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final InetSocketAddress address;
  private final Front front;
  private final Thread thread;
  private volatile boolean stopping;

  /** Starts a server whose requests are served by a fixed number of threads. */
  public static DispatchServer pool(ServerConfig config) {
    ThreadFactory named = Thread.ofPlatform().name("worker-", 1).factory();
    return start(config, Executors.newFixedThreadPool(config.threads(), named));
  }

  /** Starts a server whose every request is served by a new platform thread. */
  public static DispatchServer threadPerRequest(ServerConfig config) {
    ThreadFactory named = Thread.ofPlatform().name("request-", 1).factory();
    return start(config, Executors.newThreadPerTaskExecutor(named));
  }

  private static DispatchServer start(ServerConfig config, ExecutorService workers) {
    try {
      var server = new DispatchServer(config, workers);
      server.thread.start();
      return server;
    } catch (IOException failure) {
      workers.close();
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private DispatchServer(ServerConfig config, ExecutorService workers) throws IOException {
    this.workers = workers;
    selector = Selector.open();
    // As the event loop does: without a family it would be a socket for both, of another kind.
    listener =
        ServerSocketChannel.open(
            config.address().getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.configureBlocking(false);
      listener.bind(config.address(), config.backlog());
      address = (InetSocketAddress) listener.getLocalAddress();
      front =
          new Front(
              selector,
              listener,
              workers,
              workspaces,
              new Conversations(config.site(), config.limits(), stats),
              stats,
              new AcceptPause(config.limits().connections()));
    } catch (IOException failure) {
      listener.close();
      selector.close();
      workspaces.close();
      throw new IOException("cannot listen on " + config.address() + ": " + failure.getMessage());
    }
    thread = Thread.ofPlatform().name("front").unstarted(this::run);
  }

  private void run() {
    try {
      while (!stopping) {
        front.turn();
      }
    } catch (IOException | RuntimeException | Error fault) {
      LOG.log(Level.ERROR, "the front ended", fault);
    }
    // First the workers, so that nobody else touches a connection or a workspace; then the rest.
    workers.close();
    try {
      listener.close();
      front.closeAll();
      selector.close();
    } catch (IOException | ClosedSelectorException fault) {
      LOG.log(Level.ERROR, "the selector could not be closed", fault);
    }
    workspaces.close();
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public ServerStats.Snapshot stats() {
    return stats.snapshot();
  }

  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
