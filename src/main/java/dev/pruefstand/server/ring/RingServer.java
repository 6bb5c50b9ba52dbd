package dev.pruefstand.server.ring;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.os.linux.LinuxAbi;
import dev.pruefstand.os.linux.Ring;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.LoopServer;
import dev.pruefstand.server.LoopThread;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.stats.LoopCounter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts servers that are a single event loop over io_uring: the kernel does, and tells what it
 * did.
 */
public final class RingServer {
  /** Operations that are handed over at once. */
  private static final int SUBMISSIONS = 1024;

  /** Reports: of these operations, and of what goes on by itself on many connections. */
  private static final int COMPLETIONS = 8 * SUBMISSIONS;

  /** More than arrive in a batch; each comes back within it. */
  private static final int BUFFERS = 256;

  /** The longest line of a request, by default. */
  private static final int BUFFER_BYTES = 8 * 1024;

  private final ServerConfig config;
  private final Supplier<Ring> rings;
  private final Conversations conversations;
  private final LoopCounter counter = new LoopCounter();
  private @Nullable InetSocketAddress address;

  private RingServer(ServerConfig config, Supplier<Ring> rings) {
    this.config = config;
    this.rings = rings;
    conversations = new Conversations(config.site(), config.limits(), config.log());
  }

  /**
   * Starts listening and serving.
   *
   * @throws dev.pruefstand.os.OsException if the address cannot be listened on, or there is no ring
   */
  public static Server start(ServerConfig config) {
    return start(config, RingServer::usual, Thread.ofPlatform().name("io-uring").factory());
  }

  /** A ring of the usual size. */
  static Ring usual() {
    return new Ring(SUBMISSIONS, COMPLETIONS, BUFFERS, BUFFER_BYTES);
  }

  /**
   * The same with other rings.
   *
   * @param rings opens one for the calling thread, which is the loop's
   */
  static Server start(ServerConfig config, Supplier<Ring> rings, ThreadFactory threads) {
    var server = new RingServer(config, rings);
    var thread = LoopThread.start(threads, server::run);
    return new LoopServer(
        Objects.requireNonNull(server.address),
        server.conversations.stats(),
        List.of(thread),
        List.of(server.counter));
  }

  /** On the loop's thread. */
  private void run(LoopThread thread) throws IOException {
    try (Arena arena = Arena.ofConfined();
        Sockets sockets = new Sockets(LinuxAbi.ABI);
        Ring ring = rings.get()) {
      thread.serve(loop(ring, sockets, arena));
    }
  }

  private RingLoop loop(Ring ring, Sockets sockets, Arena arena) {
    int listener = sockets.listen(config.address(), config.backlog());
    try {
      address = sockets.localAddress(listener);
      var pause = new AcceptPause(config.limits().connections());
      var door = new Door(listener, ring, sockets, pause, counter);
      return new RingLoop(door, ring, sockets, conversations, counter, arena);
    } catch (RuntimeException | Error failure) {
      // Of which there is no other owner now.
      sockets.close(listener);
      throw failure;
    }
  }
}
