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
import dev.pruefstand.server.Loop;
import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.ServerStats;
import dev.pruefstand.stats.SystemCall;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread that accepts, reads, answers and closes, and waits only in the poller.
 *
 * <p>Everything in here belongs to that thread. Descriptors are closed between two batches, never
 * within one, so that no number can come back while events for its former owner are still to come.
 */
final class EventLoop implements Loop, Poller.Ready {
  private static final Logger LOG = System.getLogger(EventLoop.class.getName());

  private final Poller poller;
  private final Sockets sockets;
  private final Conversations conversations;
  private final ServerStats stats;
  private final AcceptPause pause;
  private final AtomicInteger openInAll;
  private final Workspace workspace;
  private final LoopCounter counter;
  private final Entrance entrance;
  private final ConnectionTable connections = new ConnectionTable();

  private int listener;
  private boolean listening = true;
  private boolean draining;
  private long nowNanos;
  private boolean nowIsFresh;
  private long nextSweepNanos;

  /**
   * Begins to listen, if there is something to listen on.
   *
   * @param entrance what it has to listen on is closed by the loop, also if this fails
   * @param openInAll how many connections this and all other loops of the server have
   */
  EventLoop(
      Entrance entrance,
      Poller poller,
      Sockets sockets,
      Conversations conversations,
      AcceptPause pause,
      AtomicInteger openInAll,
      Workspace workspace,
      LoopCounter counter) {
    this.entrance = entrance;
    this.listener = entrance.listener();
    this.poller = poller;
    this.sockets = sockets;
    this.conversations = conversations;
    this.stats = conversations.stats();
    this.pause = pause;
    this.openInAll = openInAll;
    this.workspace = workspace;
    this.counter = counter;
    this.nextSweepNanos = System.nanoTime() + SWEEP_NANOS;
    if (listener != Entrance.NO_LISTENER) {
      try {
        poller.add(listener, Poller.READ);
      } catch (RuntimeException | Error failure) {
        sockets.close(listener);
        throw failure;
      }
    }
  }

  @Override
  public void turn() {
    nowIsFresh = false;
    // Without connections and with an open door nothing can time out: sleep until somebody comes.
    boolean idle = connections.open() == 0 && listening;
    poll(idle ? -1 : SWEEP_NANOS);
    welcomeArrivals();
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

  @Override
  public void drain() {
    if (draining) {
      return;
    }
    draining = true;
    conversations.drain();
    nowIsFresh = false;
    // The backlog may hold more than a turn's worth.
    for (int i = 0; i < DRAINING_TURNS && accept(); i++) {}
    poll(0);
    closeListener();
    closeIdle();
    closeFinished();
  }

  private void poll(long timeoutNanos) {
    counter.called(SystemCall.WAIT, 1);
    counter.wokeUp(poller.poll(timeoutNanos, this));
  }

  /** From now on connecting is refused, and nobody is given to other loops. */
  private void closeListener() {
    if (listener != Entrance.NO_LISTENER) {
      int closed = listener;
      listener = Entrance.NO_LISTENER;
      sockets.close(closed);
      entrance.end();
    }
  }

  @Override
  public boolean isEmpty() {
    return connections.open() == 0 && entrance.isOver();
  }

  @Override
  public void wakeUp() {
    poller.wakeUp();
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
        if (listener == Entrance.NO_LISTENER || !acceptOne()) {
          return false;
        }
      }
      return true;
    } catch (RuntimeException | OutOfMemoryError fault) {
      pause.exhausted(now());
      FaultLog.tell(LOG, Level.ERROR, "accepting failed; trying again in a moment", fault);
      return false;
    }
  }

  private boolean acceptOne() {
    // Counted before it is there: so all loops together keep the limit.
    boolean may = pause.mayAccept(openInAll.getAndIncrement(), now());
    int descriptor = Sockets.WOULD_BLOCK;
    try {
      if (may) {
        counter.called(SystemCall.ACCEPT, 1);
        descriptor = sockets.accept(listener);
      }
    } finally {
      if (descriptor < 0) {
        openInAll.decrementAndGet();
      }
    }
    if (descriptor >= 0) {
      welcome(descriptor);
    } else if (descriptor == Sockets.EXHAUSTED) {
      pause.exhausted(now());
    }
    return descriptor >= 0;
  }

  /** Takes those in that another loop has accepted for this one. */
  private void welcomeArrivals() {
    int descriptor;
    while ((descriptor = entrance.take()) != Handover.NONE) {
      try {
        welcome(descriptor);
      } catch (RuntimeException | OutOfMemoryError fault) {
        FaultLog.tell(LOG, Level.ERROR, "a connection could not be taken over", fault);
      }
    }
  }

  private void welcome(int descriptor) {
    PolledConnection connection;
    try {
      if (entrance.handOver(descriptor)) {
        return;
      }
      connection = adopt(descriptor);
    } catch (RuntimeException | OutOfMemoryError full) {
      // No memory for one more. Nobody knows the descriptor yet.
      close(descriptor);
      throw full;
    }
    try {
      // Whoever comes has something to say, and has often said it by now. One that then goes again
      // was never watched.
      follow(connection, Turn.read(connection.conversation, connection, workspace, now()));
    } catch (OsException full) {
      // It cannot be watched: epoll's max_user_watches.
      finish(connection);
      throw full;
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
  }

  private PolledConnection adopt(int descriptor) {
    String client = conversations.wantClients() ? sockets.peerAddress(descriptor) : "";
    var connection =
        new PolledConnection(descriptor, conversations.open(client, now()), sockets, counter);
    connections.makeRoom(descriptor);
    connections.add(connection);
    stats.opened();
    return connection;
  }

  private void close(int descriptor) {
    openInAll.decrementAndGet();
    sockets.close(descriptor);
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
      boolean isNew = connection.interest == 0;
      connection.interest = interest;
      counter.called(SystemCall.WATCH, 1);
      if (isNew) {
        poller.add(connection.descriptor, interest);
      } else {
        poller.change(connection.descriptor, interest);
      }
    }
  }

  private void finish(PolledConnection connection) {
    if (connections.finish(connection)) {
      connection.conversation.close();
    }
  }

  private void closeFinished() {
    connections.forgetFinished(
        descriptor -> {
          counter.called(SystemCall.CLOSE, 1);
          close(descriptor);
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
    boolean may = pause.mayAccept(openInAll.get(), now);
    if (may != listening && listener != Entrance.NO_LISTENER) {
      listening = may;
      poller.change(listener, may ? Poller.READ : 0);
    }
  }

  @Override
  public int closeAll() {
    closeListener();
    entrance.end();
    int closed = connections.open() - connections.finished();
    int descriptor;
    while ((descriptor = entrance.take()) != Handover.NONE) {
      close(descriptor);
      closed++;
    }
    connections.forEach(this::finish);
    closeFinished();
    return closed;
  }
}
