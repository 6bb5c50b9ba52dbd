package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.Loop;
import dev.pruefstand.server.channels.ChannelWire;
import dev.pruefstand.stats.ServerStats;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread that waits: it accepts connections, watches them, and hands each one that has
 * something to read (or room to write) to a worker. The worker serves what is there and hands the
 * connection back, so that a client that is slow to send or to read holds no worker.
 *
 * <p>The methods belong to the front's thread, except {@link #work}.
 */
final class Front implements Loop {
  private static final Logger LOG = System.getLogger(Front.class.getName());
  private static final long SWEEP_MILLIS = Duration.ofNanos(SWEEP_NANOS).toMillis();

  private final Selector selector;
  private final SelectionKey listening;
  private final ServerSocketChannel listener;
  private final Executor workers;
  private final Runnable endWorkers;
  private final Workspaces workspaces;
  private final Conversations conversations;
  private final ServerStats stats;
  private final AcceptPause pause;
  private boolean draining;
  private long nextSweepNanos = System.nanoTime() + SWEEP_NANOS;

  /**
   * Begins to listen.
   *
   * @param endWorkers waits until no worker has a connection any more
   */
  Front(
      Selector selector,
      ServerSocketChannel listener,
      Executor workers,
      Runnable endWorkers,
      Workspaces workspaces,
      Conversations conversations,
      AcceptPause pause)
      throws IOException {
    this.selector = selector;
    this.listener = listener;
    this.workers = workers;
    this.endWorkers = endWorkers;
    this.workspaces = workspaces;
    this.conversations = conversations;
    this.stats = conversations.stats();
    this.pause = pause;
    this.listening = listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  public void turn() throws IOException {
    List<DispatchedConnection> leaving = draining ? idle() : List.of();
    boolean idle = open() == 0 && listening.isValid() && listening.interestOps() != 0;
    selector.select(this::ready, idle ? 0 : SWEEP_MILLIS);
    long now = System.nanoTime();
    if (now - nextSweepNanos >= 0) {
      nextSweepNanos = now + SWEEP_NANOS;
      sweep(now);
    }
    // Watched for the whole of a selection that found nothing to read.
    for (DispatchedConnection connection : leaving) {
      if (!connection.isDispatched() && connection.isIdle()) {
        finish(connection);
      }
    }
    if (listening.isValid()) {
      listening.interestOps(pause.mayAccept(open(), now) ? SelectionKey.OP_ACCEPT : 0);
    }
  }

  @Override
  public void drain() throws IOException {
    if (draining) {
      return;
    }
    conversations.drain();
    // The backlog may hold more than a turn's worth.
    for (int i = 0; i < DRAINING_TURNS && accept(); i++) {}
    selector.selectNow(this::ready);
    draining = true;
    listener.close();
    selector.wakeup();
  }

  @Override
  public boolean isEmpty() {
    return open() == 0;
  }

  private List<DispatchedConnection> idle() {
    var idle = new ArrayList<DispatchedConnection>();
    for (SelectionKey key : selector.keys()) {
      if (key.isValid()
          && key.attachment() instanceof DispatchedConnection connection
          && !connection.isDispatched()
          && connection.isIdle()) {
        idle.add(connection);
      }
    }
    return idle;
  }

  /** All registered keys but the listener's; cancelled ones count until the next selection. */
  private int open() {
    return selector.keys().size() - (listening.isValid() ? 1 : 0);
  }

  private void ready(SelectionKey key) {
    if (key.equals(listening)) {
      boolean ignored = accept();
    } else if (key.attachment() instanceof DispatchedConnection connection
        && !connection.isDispatched()) {
      dispatch(key, connection, false);
    }
  }

  /** Returns whether there may be more of them. */
  private boolean accept() {
    try {
      for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
        SocketChannel channel =
            pause.mayAccept(open(), System.nanoTime()) ? listener.accept() : null;
        if (channel == null) {
          return false;
        }
        adopt(channel);
      }
      return true;
    } catch (IOException exhausted) {
      // EMFILE and its kin. The connection stays in the backlog until a descriptor is free.
      pause.exhausted(System.nanoTime());
      return false;
    }
  }

  private void adopt(SocketChannel channel) throws IOException {
    stats.opened();
    try {
      var wire = new ChannelWire(channel);
      String client = conversations.wantClients() ? wire.client() : "";
      // Not given to a worker at once: it would often find nothing yet, and two switches of
      // threads cost more than the wait that this saves. Tried, for the pool and for its likes.
      wire.register(
          selector,
          SelectionKey.OP_READ,
          new DispatchedConnection(wire, conversations.open(client, System.nanoTime())));
    } catch (IOException gone) {
      discard(channel);
    } catch (RuntimeException | OutOfMemoryError fault) {
      discard(channel);
      FaultLog.tell(LOG, Level.ERROR, "a connection failed and is closed", fault);
    }
  }

  private void discard(SocketChannel channel) throws IOException {
    stats.closed();
    channel.close();
  }

  private void dispatch(SelectionKey key, DispatchedConnection connection, boolean overdue) {
    try {
      key.interestOps(0);
      connection.dispatched(overdue);
      workers.execute(() -> work(key, connection));
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      // Thread.start reports a system without threads to spare as an OutOfMemoryError.
      finish(connection);
      FaultLog.tell(
          LOG, Level.WARNING, "no thread for a request, its connection is closed", noThread);
    }
  }

  /** On a worker's thread. */
  private void work(SelectionKey key, DispatchedConnection connection) {
    Phase phase = Phase.FINISHED;
    Throwable failed = null;
    try {
      Workspace workspace = workspaces.take();
      try {
        phase = connection.turn(workspace, System.nanoTime());
      } finally {
        workspaces.giveBack(workspace);
      }
    } catch (RuntimeException | Error fault) {
      failed = fault;
    }
    if (phase == Phase.FINISHED) {
      finish(connection);
    } else {
      // In this order: from handBack() on the front may dispatch the connection again, because it
      // is overdue, or close it. What is set after that would be set on another worker's watch.
      // Should the front see it ready before, it looks away once more.
      key.interestOps(phase == Phase.SENDING ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      connection.handBack();
    }
    selector.wakeup();
    if (failed != null) {
      // Last of all: without memory, telling may fail as well.
      FaultLog.tell(LOG, Level.ERROR, "a connection failed and was closed", failed);
    }
  }

  private void finish(DispatchedConnection connection) {
    connection.close();
    stats.closed();
  }

  /** Lets a worker end what has kept us waiting for too long. */
  private void sweep(long now) {
    for (SelectionKey key : selector.keys()) {
      if (key.isValid()
          && key.attachment() instanceof DispatchedConnection connection
          && !connection.isDispatched()
          && connection.isOverdue(now)) {
        dispatch(key, connection, true);
      }
    }
  }

  /** First the workers end, so that nobody else touches a connection or a workspace. */
  @Override
  public int closeAll() throws IOException {
    endWorkers.run();
    listener.close();
    int closed = 0;
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.attachment() instanceof DispatchedConnection connection) {
        finish(connection);
        closed++;
      }
    }
    return closed;
  }

  @Override
  public void wakeUp() {
    selector.wakeup();
  }
}
