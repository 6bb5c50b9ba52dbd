package dev.pruefstand.server.poller;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.ServerThread;
import dev.pruefstand.stats.Snapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;

/**
 * A server that is a single event loop: non-blocking sockets and readiness, all called through the
 * foreign-function API. Nothing of java.nio's channels is behind it.
 */
public final class EventLoopServer implements Server {
  private static final Logger LOG = System.getLogger(EventLoopServer.class.getName());

  private final Conversations conversations;
  private final Platform platform;
  private final ServerConfig config;
  private final int listener;
  private final InetSocketAddress address;
  private final CompletableFuture<Poller> started = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean draining;
  private volatile boolean stopping;
  private volatile int cutOff;

  /**
   * Starts listening and serving.
   *
   * @throws dev.pruefstand.os.OsException if the address cannot be listened on
   */
  public static EventLoopServer start(ServerConfig config, Platform platform) {
    return start(config, platform, Thread.ofPlatform().name("event-loop").factory());
  }

  static EventLoopServer start(ServerConfig config, Platform platform, ThreadFactory threads) {
    var server = new EventLoopServer(config, platform, threads);
    try {
      server.thread.start();
    } catch (Throwable noThread) {
      // Of which there is no other owner now.
      server.closeListener();
      throw noThread;
    }
    try {
      server.started.join();
      return server;
    } catch (CompletionException failure) {
      server.close();
      throw failure.getCause() instanceof RuntimeException ours ? ours : failure;
    }
  }

  private EventLoopServer(ServerConfig config, Platform platform, ThreadFactory threads) {
    this.config = config;
    this.platform = platform;
    this.conversations = new Conversations(config.site(), config.limits(), config.log());
    try (var sockets = new Sockets(platform.abi())) {
      listener = sockets.listen(config.address(), config.backlog());
      address = sockets.localAddress(listener);
    }
    thread = threads.newThread(this::run);
  }

  private void closeListener() {
    try (var sockets = new Sockets(platform.abi())) {
      sockets.close(listener);
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined();
        Sockets sockets = new Sockets(platform.abi())) {
      EventLoop loop = null;
      try (Poller poller = platform.pollers().get()) {
        loop =
            new EventLoop(
                listener,
                poller,
                sockets,
                conversations,
                new AcceptPause(config.limits().connections()),
                new Workspace(arena));
        started.complete(poller);
        try {
          serve(loop);
        } finally {
          cutOff = loop.closeAll();
        }
      } finally {
        if (loop == null) {
          sockets.close(listener);
        }
      }
    } catch (RuntimeException | Error fault) {
      if (!started.completeExceptionally(fault)) {
        FaultLog.tell(LOG, Level.ERROR, "the event loop ended", fault);
      }
    }
  }

  private void serve(EventLoop loop) {
    while (!stopping) {
      if (draining) {
        loop.drain();
        if (loop.isEmpty()) {
          return;
        }
      }
      try {
        loop.turn();
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
    wakeUp();
    ServerThread.await(thread, atMost);
    close();
    return cutOff;
  }

  @Override
  public void close() {
    stopping = true;
    wakeUp();
    ServerThread.await(thread);
  }

  private void wakeUp() {
    if (!started.isCompletedExceptionally()) {
      started.join().wakeUp();
    }
  }
}
