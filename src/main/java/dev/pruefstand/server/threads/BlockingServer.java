package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.ServerThread;
import dev.pruefstand.server.channels.Accepted;
import dev.pruefstand.stats.Snapshot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server of blocking code: one thread accepts, and an executor is given each connection to serve
 * from its first byte to its end. The strategies differ in the executor and in nothing else.
 */
public final class BlockingServer implements Server {
  private static final Logger LOG = System.getLogger(BlockingServer.class.getName());
  private static final ThreadFactory OWN = Thread.ofPlatform().factory();

  private final Conversations conversations;
  private final Executor executor;
  private final int mostConnections;
  private final AcceptPause pause;
  private final Door door;
  private final Workspaces workspaces = new Workspaces();
  private final Set<BlockingConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cutOff = new AtomicInteger();
  private final Watchdog watchdog;
  private final Thread acceptor;
  private volatile boolean stopping;

  /** Starts a server whose every connection has a platform thread. */
  public static BlockingServer threadPerConnection(ServerConfig config) {
    return start(config, started(Thread.ofPlatform().name("connection-", 1).factory()), OWN);
  }

  /** Starts a server whose every connection has a virtual thread. */
  public static BlockingServer virtualThreads(ServerConfig config) {
    return start(config, started(Thread.ofVirtual().name("connection-", 1).factory()), OWN);
  }

  /**
   * Starts a server whose accepting thread serves each connection itself before it accepts the
   * next. As long as a client keeps its connection, and be it idle, all others wait in the backlog.
   */
  public static BlockingServer single(ServerConfig config) {
    return start(config, Runnable::run, OWN);
  }

  private static Executor started(ThreadFactory threads) {
    return work -> threads.newThread(work).start();
  }

  static BlockingServer start(ServerConfig config, Executor executor, ThreadFactory own) {
    var server = new BlockingServer(config, executor, own);
    try {
      server.watchdog.start();
      server.acceptor.start();
      return server;
    } catch (Throwable noThread) {
      server.end();
      throw noThread;
    }
  }

  private BlockingServer(ServerConfig config, Executor executor, ThreadFactory own) {
    this.executor = executor;
    door = new Door(config);
    conversations = new Conversations(config.site(), config.limits(), config.log());
    mostConnections = config.limits().connections();
    pause = new AcceptPause(mostConnections);
    watchdog = new Watchdog(connections, own);
    acceptor = own.newThread(this::run);
    acceptor.setName("acceptor");
  }

  private void run() {
    try {
      acceptAll();
    } catch (RuntimeException | Error fault) {
      FaultLog.tell(LOG, Level.ERROR, "the acceptor ended", fault);
    }
    // Each leaves the set as the last thing it does with a workspace, and says so.
    while (!connections.isEmpty()) {
      LockSupport.park(this);
    }
    end();
  }

  private void acceptAll() {
    while (!stopping && !door.isEmpty()) {
      if (!pause.mayAccept(connections.size(), System.nanoTime())) {
        LockSupport.parkNanos(this, AcceptPause.EXHAUSTED_NANOS);
        continue;
      }
      try {
        SocketChannel channel = door.next();
        if (channel != null) {
          admit(channel);
        }
      } catch (IOException exhausted) {
        // EMFILE and its kin: the connection stays in the backlog until a descriptor is free.
        pause.exhausted(System.nanoTime());
      } catch (OutOfMemoryError passing) {
        // The connections that took the memory end by their limits; the server goes on.
        FaultLog.tell(LOG, Level.ERROR, "no memory for a moment", passing);
      }
    }
  }

  private void admit(SocketChannel channel) throws IOException {
    conversations.stats().opened();
    BlockingConnection connection;
    try {
      Accepted.prepare(channel);
      String client = conversations.wantClients() ? Accepted.client(channel) : "";
      var conversation = conversations.open(client, System.nanoTime());
      connection = new BlockingConnection(channel, conversation, workspaces);
      connections.add(connection);
    } catch (IOException gone) {
      discard(channel);
      return;
    } catch (RuntimeException | OutOfMemoryError fault) {
      discard(channel);
      FaultLog.tell(LOG, Level.ERROR, "a connection failed and is closed", fault);
      return;
    }
    if (stopping) {
      // Whoever stops may have cut off all there were just before.
      cut(connection);
    }
    try {
      executor.execute(() -> serve(connection));
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      // Thread.start reports a system without threads to spare as an OutOfMemoryError.
      connection.close();
      forget(connection);
      FaultLog.tell(LOG, Level.WARNING, "no thread for a connection, which is closed", noThread);
    }
  }

  private void discard(SocketChannel channel) throws IOException {
    conversations.stats().closed();
    channel.close();
  }

  /** On the connection's thread. */
  private void serve(BlockingConnection connection) {
    Throwable failed = null;
    try {
      connection.serve();
    } catch (RuntimeException | Error fault) {
      failed = fault;
    }
    forget(connection);
    if (failed != null) {
      // Last of all: without memory, telling may fail as well.
      FaultLog.tell(LOG, Level.ERROR, "a connection failed and was closed", failed);
    }
  }

  private void forget(BlockingConnection connection) {
    conversations.stats().closed();
    connections.remove(connection);
    // It may wait for there to be fewer.
    LockSupport.unpark(acceptor);
  }

  private void cut(BlockingConnection connection) {
    if (connection.watch().close()) {
      cutOff.incrementAndGet();
    }
  }

  /** Gives back what there was from the start on. */
  private void end() {
    cutOff.addAndGet(door.close());
    watchdog.end();
    workspaces.close();
  }

  @Override
  public InetSocketAddress address() {
    return door.address();
  }

  @Override
  public Snapshot stats() {
    return conversations.stats().snapshot();
  }

  @Override
  public int drain(Duration atMost) {
    conversations.drain();
    door.shut(mostConnections - connections.size());
    watchdog.drain();
    ServerThread.await(acceptor, atMost);
    close();
    return cutOff.get();
  }

  @Override
  public void close() {
    stopping = true;
    cutOff.addAndGet(door.close());
    connections.forEach(this::cut);
    LockSupport.unpark(acceptor);
    ServerThread.await(acceptor);
  }
}
