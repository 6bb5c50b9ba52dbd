package dev.pruefstand.server.poller;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.LoopServer;
import dev.pruefstand.server.LoopThread;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.stats.LoopCounter;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts servers that are one or more event loops: non-blocking sockets and readiness, all called
 * through the foreign-function API. Nothing of java.nio's channels is behind it.
 *
 * <p>Each of several loops has a thread, a poller and connections of its own, and, where the system
 * spreads connections over listeners, a listener of its own, too. Elsewhere the last loop accepts
 * for all and hands the connections over in turn. A loop that ends by a fault ends its connections;
 * the others go on.
 */
public final class EventLoopServer {
  private final ServerConfig config;
  private final Platform platform;
  private final Conversations conversations;
  private final AtomicInteger open = new AtomicInteger();

  // Written by one starting thread after the other; the one that starts them waits for each.
  private InetSocketAddress address;
  private final List<Handover> handovers = new ArrayList<>();
  private final List<LoopCounter> counters = new ArrayList<>();

  private EventLoopServer(ServerConfig config, Platform platform) {
    this.config = config;
    this.platform = platform;
    address = config.address();
    conversations = new Conversations(config.site(), config.limits(), config.log());
  }

  /**
   * Starts listening and serving with as many loops as the configuration has threads.
   *
   * @throws dev.pruefstand.os.OsException if the address cannot be listened on
   */
  public static Server start(ServerConfig config, Platform platform) {
    var named = Thread.ofPlatform();
    return start(
        config,
        platform,
        (config.threads() == 1 ? named.name("event-loop") : named.name("event-loop-", 1))
            .factory());
  }

  static Server start(ServerConfig config, Platform platform, ThreadFactory threads) {
    var server = new EventLoopServer(config, platform);
    var started = new ArrayList<LoopThread>();
    try {
      for (LoopThread.Work loop : server.loops()) {
        started.add(LoopThread.start(threads, loop));
      }
    } catch (RuntimeException | Error failure) {
      int ignored = LoopServer.end(started);
      throw failure;
    }
    return new LoopServer(server.address, server.conversations.stats(), started, server.counters);
  }

  /** In the order in which they are to be started: nobody accepts for a loop that is not there. */
  private List<LoopThread.Work> loops() {
    LoopThread.Work first = thread -> run(thread, this::receive);
    LoopThread.Work last = thread -> run(thread, this::listen);
    if (config.threads() > 1 && platform.abi().spreadsConnections()) {
      requireFree();
      first = last = thread -> run(thread, this::listenBesideOthers);
    }
    var loops = new ArrayList<>(Collections.nCopies(config.threads() - 1, first));
    loops.add(last);
    return loops;
  }

  /** Otherwise it would be no error to listen beside another server. */
  private void requireFree() {
    try (var sockets = new Sockets(platform.abi())) {
      sockets.requireFree(config.address());
    }
  }

  /** Opens the way on which connections come to a loop, on its thread. */
  private interface Opening {
    Entrance open(Sockets sockets, Poller poller);
  }

  private Entrance listen(Sockets sockets, Poller poller) {
    int listener = sockets.listen(address, config.backlog());
    address = sockets.localAddress(listener);
    return Entrance.listening(listener, handovers);
  }

  /** Where the system chooses a port, it chooses for the first, and the others follow. */
  private Entrance listenBesideOthers(Sockets sockets, Poller poller) {
    int listener = sockets.listenBesideOthers(address, config.backlog());
    address = sockets.localAddress(listener);
    return Entrance.listening(listener, List.of());
  }

  private Entrance receive(Sockets sockets, Poller poller) {
    var arrivals = new Handover(poller);
    handovers.add(arrivals);
    return Entrance.handedTo(arrivals);
  }

  /** On the loop's thread. */
  private void run(LoopThread thread, Opening opening) throws IOException {
    try (Arena arena = Arena.ofConfined();
        Sockets sockets = new Sockets(platform.abi());
        Poller poller = platform.pollers().get()) {
      var pause = new AcceptPause(config.limits().connections());
      var workspace = new Workspace(arena);
      var counter = new LoopCounter();
      counters.add(counter);
      thread.serve(
          new EventLoop(
              opening.open(sockets, poller),
              poller,
              sockets,
              conversations,
              pause,
              open,
              workspace,
              counter));
    }
  }
}
