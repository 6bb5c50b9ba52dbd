package dev.pruefstand.server.poller;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Turn;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.stats.ServerStats;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * One thread that accepts, reads, answers and closes, and waits only in the poller.
 *
 * <p>Everything in here belongs to that thread. Descriptors are closed between two batches, never
 * within one, so that no number can come back while events for its former owner are still to come.
 */
final class EventLoop implements Poller.Ready {
  private static final Logger LOG = System.getLogger(EventLoop.class.getName());
  private static final int ACCEPTS_PER_TURN = 256;
  private static final long SWEEP_NANOS = Duration.ofMillis(100).toNanos();

  private static final int NONE = -1;

  private final Poller poller;
  private final Sockets sockets;
  private final Conversations conversations;
  private final ServerStats stats;
  private final AcceptPause pause;
  private final Workspace workspace;
  private final ConnectionTable connections = new ConnectionTable();

  private int listener;
  private boolean listening = true;
  private boolean draining;
  private long nowNanos;
  private boolean nowIsFresh;
  private long nextSweepNanos;

  /**
   * Begins to listen.
   *
   * @param listener a socket, which the loop closes
   */
  EventLoop(
      int listener,
      Poller poller,
      Sockets sockets,
      Conversations conversations,
      AcceptPause pause,
      Workspace workspace) {
    this.listener = listener;
    this.poller = poller;
    this.sockets = sockets;
    this.conversations = conversations;
    this.stats = conversations.stats();
    this.pause = pause;
    this.workspace = workspace;
    this.nextSweepNanos = System.nanoTime() + SWEEP_NANOS;
    poller.add(listener, Poller.READ);
  }

  /** Waits once and serves whatever is ready. */
  void turn() {
    nowIsFresh = false;
    // Without connections and with an open door nothing can time out: sleep until somebody comes.
    boolean idle = connections.open() == 0 && listening;
    poller.poll(idle ? -1 : SWEEP_NANOS, this);
    long now = now();
    if (now - nextSweepNanos >= 0) {
      nextSweepNanos = now + SWEEP_NANOS;
      connections.forEach(connection -> expireIfOverdue(connection, now));
    }
    if (draining) {
      closeIdle();
    }
    closeFinished();
    listen(now);
  }

  /**
   * Accepts no more connections, and ends those there are as soon as nothing is under way. Whoever
   * waits in the backlog, and the requests that have arrived, are still served.
   */
  void drain() {
    if (draining) {
      return;
    }
    draining = true;
    conversations.drain();
    nowIsFresh = false;
    while (accept()) {
      // The backlog may hold more than a turn's worth.
    }
    poller.poll(0, this);
    closeListener();
    closeIdle();
    closeFinished();
  }

  /** From now on connecting is refused. */
  void closeListener() {
    if (listener != NONE) {
      int closed = listener;
      listener = NONE;
      unwatch(closed);
      sockets.close(closed);
    }
  }

  boolean isEmpty() {
    return connections.open() == 0;
  }

  private void closeIdle() {
    connections.forEach(
        connection -> {
          if (connection.conversation.isIdle()) {
            try {
              follow(connection, Turn.leave(connection.conversation, connection, workspace, now()));
            } catch (RuntimeException | OutOfMemoryError fault) {
              fail(connection, fault);
            }
          }
        });
  }

  /** The time of this batch: read once, however many descriptors are ready. */
  private long now() {
    if (!nowIsFresh) {
      nowNanos = System.nanoTime();
      nowIsFresh = true;
    }
    return nowNanos;
  }

  @Override
  public void ready(int descriptor, int marks) {
    if (descriptor == listener) {
      boolean ignored = accept();
      return;
    }
    PolledConnection connection = connections.at(descriptor);
    if (connection != null) {
      serve(connection, marks);
    }
  }

  private void serve(PolledConnection connection, int marks) {
    try {
      boolean read = connection.conversation.phase() != Phase.SENDING;
      if ((marks & (read ? Poller.READ : Poller.WRITE)) != 0) {
        follow(
            connection,
            read
                ? Turn.read(connection.conversation, connection, workspace, now())
                : Turn.write(connection.conversation, connection, workspace, now()));
      }
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
  }

  /** A fault with one connection is no reason to stop serving the others. */
  private void fail(PolledConnection connection, Throwable fault) {
    finish(connection);
    FaultLog.tell(LOG, Level.ERROR, "a connection failed and is closed", fault);
  }

  /** Returns whether there may be more of them. */
  private boolean accept() {
    try {
      for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
        if (!pause.mayAccept(connections.open(), now())) {
          return false;
        }
        int descriptor = sockets.accept(listener);
        if (descriptor == Sockets.WOULD_BLOCK) {
          return false;
        }
        if (descriptor == Sockets.EXHAUSTED) {
          pause.exhausted(now());
        } else {
          adopt(descriptor);
        }
      }
      return true;
    } catch (RuntimeException | OutOfMemoryError fault) {
      pause.exhausted(now());
      FaultLog.tell(LOG, Level.ERROR, "accepting failed; trying again in a moment", fault);
      return false;
    }
  }

  private void adopt(int descriptor) {
    PolledConnection connection;
    try {
      String client = conversations.wantClients() ? sockets.peerAddress(descriptor) : "";
      connection = new PolledConnection(descriptor, conversations.open(client, now()), sockets);
      connections.makeRoom(descriptor);
      poller.add(descriptor, Poller.READ);
    } catch (RuntimeException | OutOfMemoryError full) {
      // No memory for one more, or epoll's max_user_watches. Nobody knows the descriptor yet.
      sockets.close(descriptor);
      throw full;
    }
    connection.interest = Poller.READ;
    connections.add(connection);
    stats.opened();
  }

  /** Watches the connection for what its conversation now waits for. */
  private void follow(PolledConnection connection, Phase phase) {
    int interest =
        switch (phase) {
          case RECEIVING, LINGERING -> Poller.READ;
          case SENDING -> Poller.WRITE;
          case FINISHED -> 0;
        };
    if (interest == 0) {
      finish(connection);
    } else if (interest != connection.interest) {
      connection.interest = interest;
      poller.change(connection.descriptor, interest);
    }
  }

  private void finish(PolledConnection connection) {
    if (connections.finish(connection)) {
      connection.conversation.close();
      unwatch(connection.descriptor);
    }
  }

  private void unwatch(int descriptor) {
    try {
      poller.remove(descriptor);
    } catch (OsException fault) {
      FaultLog.tell(LOG, Level.WARNING, "a descriptor is closed that could not be removed", fault);
    }
  }

  private void closeFinished() {
    connections.forgetFinished(
        descriptor -> {
          sockets.close(descriptor);
          stats.closed();
        });
  }

  /** Ends what has kept us waiting for too long. */
  private void expireIfOverdue(PolledConnection connection, long now) {
    if (now - connection.conversation.deadlineNanos() < 0) {
      return;
    }
    try {
      follow(connection, Turn.expire(connection.conversation, connection, workspace, now));
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
  }

  /** Opens or shuts the door, as the number of connections and descriptors allows. */
  private void listen(long now) {
    boolean may = pause.mayAccept(connections.open(), now);
    if (may != listening && listener != NONE) {
      listening = may;
      poller.change(listener, may ? Poller.READ : 0);
    }
  }

  /** Closes the listener and every connection, and returns how many of these there were. */
  int closeAll() {
    closeListener();
    int closed = connections.open() - connections.finished();
    connections.forEach(this::finish);
    closeFinished();
    return closed;
  }
}
