package dev.pruefstand.server.ring;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.os.linux.LinuxAbi;
import dev.pruefstand.os.linux.Ring;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.ServerThread;
import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.LoopCounts;
import dev.pruefstand.stats.Snapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadFactory;

/** A server that is a single event loop over io_uring: the kernel does, and tells what it did. */
public final class RingServer implements Server {
  private static final Logger LOG = System.getLogger(RingServer.class.getName());

  private final Conversations conversations;
  private final ServerConfig config;
  private final Rings rings;
  private final LoopCounter counter = new LoopCounter();
  private final int listener;
  private final InetSocketAddress address;
  private final CompletableFuture<Ring> started = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean draining;
  private volatile boolean stopping;
  private volatile int cutOff;

  /** Opens a ring for the calling thread. */
  @FunctionalInterface
  interface Rings {
    /** Operations that are handed over at once. */
    int SUBMISSIONS = 1024;

    /** Reports: of these operations, and of what goes on by itself on many connections. */
    int COMPLETIONS = 8 * SUBMISSIONS;

    /** More than arrive in a batch; each comes back within it. */
    int BUFFERS = 256;

    /** The longest line of a request, by default. */
    int BUFFER_BYTES = 8 * 1024;

    /** With these sizes. */
    Rings USUAL = () -> new Ring(SUBMISSIONS, COMPLETIONS, BUFFERS, BUFFER_BYTES);

    Ring open();
  }

  /**
   * Starts listening and serving.
   *
   * @throws dev.pruefstand.os.OsException if the address cannot be listened on, or there is no ring
   */
  public static RingServer start(ServerConfig config) {
    return start(config, Rings.USUAL, Thread.ofPlatform().name("io-uring").factory());
  }

  static RingServer start(ServerConfig config, Rings rings, ThreadFactory threads) {
    var server = new RingServer(config, rings, threads);
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

  private RingServer(ServerConfig config, Rings rings, ThreadFactory threads) {
    this.config = config;
    this.rings = rings;
    this.conversations = new Conversations(config.site(), config.limits(), config.log());
    try (var sockets = new Sockets(LinuxAbi.ABI)) {
      listener = sockets.listen(config.address(), config.backlog());
      address = sockets.localAddress(listener);
    }
    thread = threads.newThread(this::run);
  }

  private void closeListener() {
    try (var sockets = new Sockets(LinuxAbi.ABI)) {
      sockets.close(listener);
    }
  }

  private void run() {
    try (Arena arena = Arena.ofConfined();
        Sockets sockets = new Sockets(LinuxAbi.ABI)) {
      RingLoop loop = null;
      try (Ring ring = rings.open()) {
        var pause = new AcceptPause(config.limits().connections());
        var door = new Door(listener, ring, sockets, pause, counter);
        loop = new RingLoop(door, ring, sockets, conversations, counter, arena);
        started.complete(ring);
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
        FaultLog.tell(LOG, Level.ERROR, "the ring loop ended", fault);
      }
    }
  }

  private void serve(RingLoop loop) {
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
  public Optional<LoopCounts> loopCounts() {
    return Optional.of(counter.snapshot());
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
