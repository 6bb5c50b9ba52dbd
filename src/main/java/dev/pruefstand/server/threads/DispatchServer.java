package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.ServerThread;
import dev.pruefstand.stats.Snapshot;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A server that is a {@link Front} and an executor of workers. The strategies differ in the
 * executor and in nothing else.
 */
public final class DispatchServer implements Server {
  private static final Logger LOG = System.getLogger(DispatchServer.class.getName());
  private static final ThreadFactory FRONT = Thread.ofPlatform().name("front").factory();

  private final Conversations conversations;
  private final ExecutorService workers;
  private final Workspaces workspaces;
  private final Selector selector;
  private final InetSocketAddress address;
  private final Front front;
  private final Thread thread;
  private volatile boolean draining;
  private volatile boolean stopping;
  private volatile int cutOff;

  /** Starts a server whose requests are served by a fixed number of threads. */
  public static DispatchServer pool(ServerConfig config) {
    ThreadFactory named = Thread.ofPlatform().name("worker-", 1).factory();
    return start(config, Executors.newFixedThreadPool(config.threads(), named), FRONT);
  }

  /** Starts a server whose every request is served by a new platform thread. */
  public static DispatchServer threadPerRequest(ServerConfig config) {
    ThreadFactory named = Thread.ofPlatform().name("request-", 1).factory();
    return start(config, Executors.newThreadPerTaskExecutor(named), FRONT);
  }

  static DispatchServer start(ServerConfig config, ExecutorService workers, ThreadFactory threads) {
    // What is opened here is given back if anything fails; later that is for the thread to do.
    var workspaces = new Workspaces();
    Selector selector = null;
    ServerSocketChannel listener = null;
    try {
      selector = Selector.open();
      listener = ServerSocketChannel.open(family(config));
      listen(listener, config);
      var server = new DispatchServer(config, workers, workspaces, selector, listener, threads);
      server.thread.start();
      return server;
    } catch (Throwable failure) {
      workers.close();
      workspaces.close();
      closeQuietly(listener);
      closeQuietly(selector);
      throw failure instanceof IOException refused
          ? new UncheckedIOException(refused.getMessage(), refused)
          : rethrow(failure);
    }
  }

  /** As the event loop does: without a family it would be a socket for both, of another kind. */
  private static ProtocolFamily family(ServerConfig config) {
    return config.address().getAddress() instanceof Inet6Address
        ? StandardProtocolFamily.INET6
        : StandardProtocolFamily.INET;
  }

  private static RuntimeException rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private static void closeQuietly(@Nullable Closeable opened) {
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (IOException ignored) {
      // The failure that led here says more.
    }
  }

  private static void listen(ServerSocketChannel listener, ServerConfig config) throws IOException {
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.configureBlocking(false);
      listener.bind(config.address(), config.backlog());
    } catch (IOException failure) {
      throw new IOException("cannot listen on " + config.address() + ": " + failure.getMessage());
    }
  }

  private DispatchServer(
      ServerConfig config,
      ExecutorService workers,
      Workspaces workspaces,
      Selector selector,
      ServerSocketChannel listener,
      ThreadFactory threads)
      throws IOException {
    this.workers = workers;
    this.workspaces = workspaces;
    this.selector = selector;
    conversations = new Conversations(config.site(), config.limits(), config.log());
    address = (InetSocketAddress) listener.getLocalAddress();
    var pause = new AcceptPause(config.limits().connections());
    front = new Front(selector, listener, workers, workspaces, conversations, pause);
    thread = threads.newThread(this::run);
  }

  private void run() {
    try {
      serve();
    } catch (IOException | RuntimeException | Error fault) {
      FaultLog.tell(LOG, Level.ERROR, "the front ended", fault);
    }
    // First the workers, so that nobody else touches a connection or a workspace; then the rest.
    workers.close();
    try {
      cutOff = front.closeAll();
      selector.close();
    } catch (IOException | ClosedSelectorException fault) {
      FaultLog.tell(LOG, Level.ERROR, "the selector could not be closed", fault);
    }
    workspaces.close();
  }

  private void serve() throws IOException {
    while (!stopping) {
      if (draining) {
        front.drain();
        if (front.isEmpty()) {
          return;
        }
      }
      try {
        front.turn();
      } catch (OutOfMemoryError passing) {
        // The connections that took the memory end by their limits; the server goes on.
        FaultLog.tell(LOG, Level.ERROR, "no memory for a moment", passing);
      }
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public Snapshot stats() {
    return conversations.stats().snapshot();
  }

  @Override
  public int drain(Duration atMost) {
    draining = true;
    selector.wakeup();
    ServerThread.await(thread, atMost);
    close();
    return cutOff;
  }

  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    ServerThread.await(thread);
  }
}
