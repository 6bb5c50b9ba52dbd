package dev.pruefstand.server.selector;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Turn;
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
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One thread that accepts, reads, answers and closes, and waits only in the selector.
 *
 * <p>Everything in here belongs to that thread. Channels are watched one for one as descriptors are
 * in {@code server.poller}: the two loops differ in whom they ask. A channel that is closed within
 * a selection is really closed at the beginning of the next one, by the selector.
 */
final class SelectorLoop implements Loop {
  private static final Logger LOG = System.getLogger(SelectorLoop.class.getName());
  private static final long SWEEP_MILLIS = Duration.ofNanos(SWEEP_NANOS).toMillis();

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final SelectionKey listening;
  private final Conversations conversations;
  private final ServerStats stats;
  private final AcceptPause pause;
  private final Workspace workspace;

  /** Made once, and not for each selection. */
  private final Consumer<SelectionKey> ready = this::ready;

  private int open;
  private boolean draining;
  private long nowNanos;
  private boolean nowIsFresh;
  private long nextSweepNanos = System.nanoTime() + SWEEP_NANOS;

  /** Begins to listen. The selector and the listener are closed by whoever opened them. */
  SelectorLoop(
      Selector selector,
      ServerSocketChannel listener,
      Conversations conversations,
      AcceptPause pause,
      Workspace workspace)
      throws IOException {
    this.selector = selector;
    this.listener = listener;
    this.conversations = conversations;
    this.stats = conversations.stats();
    this.pause = pause;
    this.workspace = workspace;
    listening = listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  @Override
  public void turn() throws IOException {
    nowIsFresh = false;
    // Without connections and with an open door nothing can time out: sleep until somebody comes.
    boolean idle = open == 0 && listening.isValid() && listening.interestOps() != 0;
    selector.select(ready, idle ? 0 : SWEEP_MILLIS);
    long now = now();
    if (now - nextSweepNanos >= 0) {
      nextSweepNanos = now + SWEEP_NANOS;
      sweep(now);
    }
    if (draining) {
      closeIdle();
    }
    listen(now);
  }

  @Override
  public void drain() throws IOException {
    if (draining) {
      return;
    }
    draining = true;
    conversations.drain();
    nowIsFresh = false;
    // The backlog may hold more than a turn's worth.
    for (int i = 0; i < DRAINING_TURNS && accept(); i++) {}
    selector.selectNow(ready);
    listener.close();
    // Which really closes the listener: whoever came later would only be reset.
    selector.selectNow(ready);
    closeIdle();
  }

  @Override
  public boolean isEmpty() {
    return open == 0;
  }

  @Override
  public int closeAll() throws IOException {
    listener.close();
    int closed = open;
    forEach((key, connection) -> finish(connection));
    return closed;
  }

  @Override
  public void wakeUp() {
    selector.wakeup();
  }

  /** The time of this batch: read once, however many channels are ready. */
  private long now() {
    if (!nowIsFresh) {
      nowNanos = System.nanoTime();
      nowIsFresh = true;
    }
    return nowNanos;
  }

  private void ready(SelectionKey key) {
    if (key.equals(listening)) {
      boolean ignored = accept();
    } else if (key.isValid() && key.attachment() instanceof SelectedConnection connection) {
      serve(key, connection);
    }
  }

  private void serve(SelectionKey key, SelectedConnection connection) {
    try {
      follow(
          key,
          connection,
          connection.conversation.phase() == Phase.SENDING
              ? Turn.write(connection.conversation, connection.wire, workspace, now())
              : Turn.read(connection.conversation, connection.wire, workspace, now()));
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
  }

  /** A fault with one connection is no reason to stop serving the others. */
  private void fail(SelectedConnection connection, Throwable fault) {
    finish(connection);
    FaultLog.tell(LOG, Level.ERROR, "a connection failed and is closed", fault);
  }

  /** Returns whether there may be more of them. */
  private boolean accept() {
    try {
      for (int i = 0; i < ACCEPTS_PER_TURN; i++) {
        SocketChannel channel = pause.mayAccept(open, now()) ? listener.accept() : null;
        if (channel == null) {
          return false;
        }
        adopt(channel);
      }
      return true;
    } catch (IOException exhausted) {
      // EMFILE and its kin. The connection stays in the backlog until a descriptor is free.
      pause.exhausted(now());
      return false;
    } catch (RuntimeException | OutOfMemoryError fault) {
      pause.exhausted(now());
      FaultLog.tell(LOG, Level.ERROR, "accepting failed; trying again in a moment", fault);
      return false;
    }
  }

  private void adopt(SocketChannel channel) throws IOException {
    SelectedConnection connection;
    try {
      var wire = new ChannelWire(channel);
      String client = conversations.wantClients() ? wire.client() : "";
      connection = new SelectedConnection(wire, conversations.open(client, now()));
    } catch (IOException gone) {
      // Nobody has heard of it yet.
      channel.close();
      return;
    } catch (RuntimeException | OutOfMemoryError full) {
      channel.close();
      throw full;
    }
    open++;
    stats.opened();
    welcome(connection);
  }

  private void welcome(SelectedConnection connection) {
    try {
      // Whoever comes has something to say, and has often said it by now. One that then goes again
      // was never watched.
      Phase phase = Turn.read(connection.conversation, connection.wire, workspace, now());
      if (phase == Phase.FINISHED) {
        finish(connection);
      } else {
        connection.wire.register(selector, interest(phase), connection);
      }
    } catch (IOException gone) {
      finish(connection);
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
  }

  /** Watches the connection for what its conversation now waits for. */
  private void follow(SelectionKey key, SelectedConnection connection, Phase phase) {
    int interest = interest(phase);
    if (interest == 0) {
      finish(connection);
    } else if (interest != key.interestOps()) {
      key.interestOps(interest);
    }
  }

  private static int interest(Phase phase) {
    return switch (phase) {
      case RECEIVING, LINGERING -> SelectionKey.OP_READ;
      case SENDING -> SelectionKey.OP_WRITE;
      case FINISHED -> 0;
    };
  }

  /** Not twice: a key whose channel is closed is not valid, and nobody looks at it any more. */
  private void finish(SelectedConnection connection) {
    connection.conversation.close();
    connection.wire.close();
    open--;
    stats.closed();
  }

  private void closeIdle() {
    forEach(
        (key, connection) -> {
          if (connection.conversation.isIdle()) {
            try {
              follow(
                  key,
                  connection,
                  Turn.leave(connection.conversation, connection.wire, workspace, now()));
            } catch (RuntimeException | OutOfMemoryError fault) {
              fail(connection, fault);
            }
          }
        });
  }

  /** Ends what has kept us waiting for too long. */
  private void sweep(long now) {
    forEach(
        (key, connection) -> {
          if (now - connection.conversation.deadlineNanos() >= 0) {
            try {
              follow(
                  key,
                  connection,
                  Turn.expire(connection.conversation, connection.wire, workspace, now));
            } catch (RuntimeException | OutOfMemoryError fault) {
              fail(connection, fault);
            }
          }
        });
  }

  /**
   * Visits those that are not finished; the visitor may finish them. Its type is the JDK's: one of
   * our own would be loaded by the first sweep, when there may be no descriptor left to do so.
   */
  private void forEach(BiConsumer<SelectionKey, SelectedConnection> visitor) {
    for (SelectionKey key : selector.keys()) {
      if (key.isValid() && key.attachment() instanceof SelectedConnection connection) {
        visitor.accept(key, connection);
      }
    }
  }

  /** Opens or shuts the door, as the number of connections and descriptors allows. */
  private void listen(long now) {
    if (listening.isValid()) {
      int interest = pause.mayAccept(open, now) ? SelectionKey.OP_ACCEPT : 0;
      if (interest != listening.interestOps()) {
        listening.interestOps(interest);
      }
    }
  }
}
