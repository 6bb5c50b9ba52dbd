package dev.pruefstand.server.poller;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.stats.ServerStats;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A server that is a single event loop: non-blocking sockets and readiness, all called through the
 * foreign-function API. Nothing of java.nio's channels is behind it.
 */
public final class EventLoopServer implements Server {
  private static final Logger LOG = System.getLogger(EventLoopServer.class.getName());

  private final ServerStats stats = new ServerStats();
  private final Platform platform;
  private final ServerConfig config;
  private final int listener;
  private final InetSocketAddress address;
  private final CompletableFuture<Poller> started = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopping;

  /**
   * Starts listening and serving.
   *
   * @throws dev.pruefstand.os.OsException if the address cannot be listened on
   */
  public static EventLoopServer start(ServerConfig config, Platform platform) {
    var server = new EventLoopServer(config, platform);
    server.thread.start();
    try {
      server.started.join();
      return server;
    } catch (CompletionException failure) {
      server.close();
      throw failure.getCause() instanceof RuntimeException ours ? ours : failure;
    }
  }

  private EventLoopServer(ServerConfig config, Platform platform) {
    this.config = config;
    this.platform = platform;
    try (var sockets = new Sockets(platform.abi())) {
      listener = sockets.listen(config.address(), config.backlog());
      address = sockets.localAddress(listener);
    }
    thread = Thread.ofPlatform().name("event-loop").unstarted(this::run);
  }

  private void run() {
    try (Arena arena = Arena.ofConfined();
        Sockets sockets = new Sockets(platform.abi())) {
      try (Poller poller = platform.pollers().get()) {
        var loop =
            new EventLoop(
                listener,
                poller,
                sockets,
                new Conversations(config.site(), config.limits(), stats),
                stats,
                new AcceptPause(config.limits().connections()),
                new Workspace(arena));
        started.complete(poller);
        try {
          while (!stopping) {
            loop.turn();
          }
        } finally {
          loop.closeAll();
        }
      } finally {
        sockets.close(listener);
      }
    } catch (RuntimeException | Error fault) {
      if (!started.completeExceptionally(fault)) {
        LOG.log(Level.ERROR, "the event loop ended", fault);
      }
    }
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
    if (!started.isCompletedExceptionally()) {
      started.join().wakeUp();
    }
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
