package dev.pruefstand.server.threads;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.stats.ServerStats;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread that waits: it accepts connections, watches them, and hands each one that has
 * something to read (or room to write) to a worker. The worker serves what is there and hands the
 * connection back, so that a client that is slow to send or to read holds no worker.
 *
 * <p>The methods belong to the front's thread, except {@link #work}.
 */
final class Front {
  private static final Logger LOG = System.getLogger(Front.class.getName());
  private static final Duration SWEEP = Duration.ofMillis(100);

  private final Selector selector;
  private final SelectionKey listening;
  private final ServerSocketChannel listener;
  private final Executor workers;
  private final Workspaces workspaces;
  private final Conversations conversations;
  private final ServerStats stats;
  private final AcceptPause pause;
  private long nextSweepNanos = System.nanoTime() + SWEEP.toNanos();

  Front(
      Selector selector,
      ServerSocketChannel listener,
      Executor workers,
      Workspaces workspaces,
      Conversations conversations,
      ServerStats stats,
      AcceptPause pause)
      throws IOException {
    this.selector = selector;
    this.listener = listener;
    this.workers = workers;
    this.workspaces = workspaces;
    this.conversations = conversations;
    this.stats = stats;
    this.pause = pause;
    this.listening = listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Waits once and hands out whatever is ready. */
  void turn() throws IOException {
    boolean idle = open() == 0 && listening.interestOps() != 0;
    selector.select(this::ready, idle ? 0 : SWEEP.toMillis());
    long now = System.nanoTime();
    if (now - nextSweepNanos >= 0) {
      nextSweepNanos = now + SWEEP.toNanos();
      sweep(now);
    }
    listening.interestOps(pause.mayAccept(open(), now) ? SelectionKey.OP_ACCEPT : 0);
  }

  /** All registered keys but the listener's; cancelled ones count until the next selection. */
  private int open() {
    return selector.keys().size() - 1;
  }

  private void ready(SelectionKey key) {
    if (key.equals(listening)) {
      accept();
    } else if (key.attachment() instanceof DispatchedConnection connection
        && !connection.isDispatched()) {
      dispatch(key, connection);
    }
  }

  private void accept() {
    try {
      SocketChannel channel;
      while (pause.mayAccept(open(), System.nanoTime()) && (channel = listener.accept()) != null) {
        adopt(channel);
      }
    } catch (IOException exhausted) {
      // EMFILE and its kin. The connection stays in the backlog until a descriptor is free.
      pause.exhausted(System.nanoTime());
    }
  }

  private void adopt(SocketChannel channel) throws IOException {
    stats.opened();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var connection = new DispatchedConnection(channel, conversations.open(System.nanoTime()));
      channel.register(selector, SelectionKey.OP_READ, connection);
    } catch (IOException gone) {
      channel.close();
      stats.closed();
    }
  }

  private void dispatch(SelectionKey key, DispatchedConnection connection) {
    try {
      key.interestOps(0);
      connection.dispatched();
      workers.execute(() -> work(key, connection));
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      // Thread.start reports a system without threads to spare as an OutOfMemoryError.
      LOG.log(Level.WARNING, "no thread for a request, its connection is closed", noThread);
      finish(connection);
    }
  }

  /** On a worker's thread. */
  private void work(SelectionKey key, DispatchedConnection connection) {
    Phase phase = Phase.FINISHED;
    try {
      Workspace workspace = workspaces.take();
      try {
        phase = connection.turn(workspace, System.nanoTime());
      } finally {
        workspaces.giveBack(workspace);
      }
    } catch (RuntimeException | OutOfMemoryError fault) {
      LOG.log(Level.ERROR, "a connection failed and is closed", fault);
    }
    if (phase == Phase.FINISHED) {
      finish(connection);
    } else if (key.isValid()) {
      connection.handBack();
      key.interestOps(phase == Phase.SENDING ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
    selector.wakeup();
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
        dispatch(key, connection);
      }
    }
  }

  /** Closes every connection; the workers have ended. */
  void closeAll() {
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.attachment() instanceof DispatchedConnection connection) {
        finish(connection);
      }
    }
  }
}
