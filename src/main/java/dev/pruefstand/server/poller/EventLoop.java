package dev.pruefstand.server.poller;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Turn;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.stats.ServerStats;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One thread that accepts, reads, answers and closes, and waits only in the poller.
 *
 * <p>Everything in here belongs to that thread. Descriptors are closed between two batches, never
 * within one, so that no number can come back while events for its former owner are still to come.
 */
final class EventLoop implements Poller.Ready {
  private static final Logger LOG = System.getLogger(EventLoop.class.getName());
  private static final int FIRST_TABLE = 1024;
  private static final int ACCEPTS_PER_TURN = 256;
  private static final long SWEEP_NANOS = Duration.ofMillis(100).toNanos();

  private final int listener;
  private final Poller poller;
  private final Sockets sockets;
  private final Conversations conversations;
  private final ServerStats stats;
  private final AcceptPause pause;
  private final Workspace workspace;

  private @Nullable PolledConnection[] byDescriptor = new PolledConnection[FIRST_TABLE];
  private int[] closing = new int[FIRST_TABLE];
  private int closingCount;
  private int open;
  private boolean listening = true;
  private long nowNanos;
  private boolean nowIsFresh;
  private long nextSweepNanos;

  EventLoop(
      int listener,
      Poller poller,
      Sockets sockets,
      Conversations conversations,
      ServerStats stats,
      AcceptPause pause,
      Workspace workspace) {
    this.listener = listener;
    this.poller = poller;
    this.sockets = sockets;
    this.conversations = conversations;
    this.stats = stats;
    this.pause = pause;
    this.workspace = workspace;
    this.nextSweepNanos = System.nanoTime() + SWEEP_NANOS;
    poller.add(listener, Poller.READ);
  }

  /** Waits once and serves whatever is ready. */
  void turn() {
    nowIsFresh = false;
    // Without connections and with an open door nothing can time out: sleep until somebody comes.
    boolean idle = open == 0 && listening;
    poller.poll(idle ? -1 : SWEEP_NANOS, this);
    long now = now();
    if (now - nextSweepNanos >= 0) {
      nextSweepNanos = now + SWEEP_NANOS;
      sweep(now);
    }
    closeFinished();
    listen(now);
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
      accept();
      return;
    }
    PolledConnection connection = byDescriptor[descriptor];
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
    } catch (RuntimeException fault) {
      fail(connection, fault);
    }
  }

  /** A fault with one connection is no reason to stop serving the others. */
  private void fail(PolledConnection connection, RuntimeException fault) {
    LOG.log(Level.ERROR, "a connection failed and is closed", fault);
    finish(connection);
  }

  private void accept() {
    try {
      for (int i = 0; i < ACCEPTS_PER_TURN && pause.mayAccept(open, now()); i++) {
        int descriptor = sockets.accept(listener);
        if (descriptor == Sockets.WOULD_BLOCK) {
          return;
        }
        if (descriptor == Sockets.EXHAUSTED) {
          pause.exhausted(now());
        } else {
          adopt(descriptor);
        }
      }
    } catch (OsException fault) {
      LOG.log(Level.ERROR, "accepting failed; trying again in a moment", fault);
      pause.exhausted(now());
    }
  }

  private void adopt(int descriptor) {
    try {
      poller.add(descriptor, Poller.READ);
    } catch (OsException full) {
      // No memory for one more, or epoll's max_user_watches. Nobody knows the descriptor yet.
      sockets.close(descriptor);
      throw full;
    }
    if (descriptor >= byDescriptor.length) {
      byDescriptor = Arrays.copyOf(byDescriptor, Math.max(descriptor + 1, 2 * byDescriptor.length));
    }
    var connection = new PolledConnection(descriptor, conversations.open(now()), sockets);
    byDescriptor[descriptor] = connection;
    open++;
    stats.opened();
    connection.interest = Poller.READ;
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
    byDescriptor[connection.descriptor] = null;
    if (closingCount == closing.length) {
      closing = Arrays.copyOf(closing, 2 * closingCount);
    }
    closing[closingCount++] = connection.descriptor;
    try {
      poller.remove(connection.descriptor);
    } catch (OsException fault) {
      LOG.log(Level.WARNING, "a descriptor is closed that could not be removed", fault);
    }
  }

  private void closeFinished() {
    for (int i = 0; i < closingCount; i++) {
      sockets.close(closing[i]);
      open--;
      stats.closed();
    }
    closingCount = 0;
  }

  /** Ends what has kept us waiting for too long. */
  private void sweep(long now) {
    for (PolledConnection connection : byDescriptor) {
      if (connection != null && now - connection.conversation.deadlineNanos() >= 0) {
        expire(connection, now);
      }
    }
  }

  private void expire(PolledConnection connection, long now) {
    try {
      follow(connection, Turn.expire(connection.conversation, connection, workspace, now));
    } catch (RuntimeException fault) {
      fail(connection, fault);
    }
  }

  /** Opens or shuts the door, as the number of connections and descriptors allows. */
  private void listen(long now) {
    boolean may = pause.mayAccept(open, now);
    if (may != listening) {
      listening = may;
      poller.change(listener, may ? Poller.READ : 0);
    }
  }

  /** Closes every connection. */
  void closeAll() {
    for (PolledConnection connection : byDescriptor) {
      if (connection != null) {
        finish(connection);
      }
    }
    closeFinished();
  }
}
