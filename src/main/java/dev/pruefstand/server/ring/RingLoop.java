package dev.pruefstand.server.ring;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.conversation.Turn;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Abi;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.os.linux.LinuxAbi;
import dev.pruefstand.os.linux.Ring;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.ring.RingConnection.Errand;
import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.ServerStats;
import dev.pruefstand.stats.SystemCall;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Objects;

/**
 * One thread that has the kernel accept, receive, send and close, and waits only in the ring.
 *
 * <p>Accepting and receiving go on by themselves; a send is handed over together with all others of
 * its batch. What is rare (the last look at a connection whose time is up, half-closing) is done by
 * ordinary calls, once the kernel is doing nothing for the connection. Everything in here belongs
 * to the loop's thread.
 */
final class RingLoop implements Ring.Completions {
  private static final Logger LOG = System.getLogger(RingLoop.class.getName());
  private static final long SWEEP_NANOS = Duration.ofMillis(100).toNanos();

  /** For the kernel to end everything, when the loop is to end: within a second in all. */
  private static final long LAST_NANOS = Duration.ofMillis(500).toNanos();

  private static final long STAGING_BYTES = 1024 * 1024;

  private final Ring ring;
  private final Sockets sockets;
  private final Conversations conversations;
  private final ServerStats stats;
  private final LoopCounter counter;
  private final Workspace workspace;
  private final Staging staging;
  private final Abi.Errnos errnos = LinuxAbi.ABI.errnos();
  private final SlotTable connections = new SlotTable();
  private final Door door;

  private boolean draining;
  private boolean ending;
  private long nowNanos = System.nanoTime();
  private long nextSweepNanos = nowNanos + SWEEP_NANOS;
  private long entersTold;

  RingLoop(
      Door door,
      Ring ring,
      Sockets sockets,
      Conversations conversations,
      LoopCounter counter,
      Arena arena) {
    this.door = door;
    this.ring = ring;
    this.sockets = sockets;
    this.conversations = conversations;
    this.stats = conversations.stats();
    this.counter = counter;
    this.workspace = new Workspace(arena);
    this.staging = new Staging(arena, STAGING_BYTES);
    // First used late, perhaps when no descriptor is left to read its class file with.
    Objects.requireNonNull(Turn.class);
    door.follow(0, nowNanos);
  }

  /** Waits once and serves whatever has completed. */
  void turn() {
    // Without connections and with an open door nothing can time out: sleep until somebody comes.
    pass(connections.open() == 0 && door.isOpen() ? -1 : SWEEP_NANOS);
    if (nowNanos - nextSweepNanos >= 0) {
      nextSweepNanos = nowNanos + SWEEP_NANOS;
      connections.forEach(this::expireIfOverdue);
    }
    if (draining) {
      connections.forEach(this::leaveIfIdle);
    }
    adoptWaiting();
    door.follow(connections.open(), nowNanos);
  }

  private void pass(long timeoutNanos) {
    ring.enter(timeoutNanos);
    nowNanos = System.nanoTime();
    int events = ring.complete(this);
    counter.wokeUp(events);
    counter.called(SystemCall.WAIT, ring.enters() - entersTold);
    entersTold = ring.enters();
  }

  @Override
  public void completed(long token, int result, int flags) {
    Operation operation = Operation.of(token);
    if (operation == Operation.ACCEPT) {
      accepted(result, flags);
      return;
    }
    RingConnection connection = connections.at(Operation.slot(token));
    if (connection == null) {
      throw new IllegalStateException("expected a connection for " + operation + ", found none");
    }
    if (operation == Operation.CLOSE) {
      connections.remove(connection);
      stats.closed();
      return;
    }
    try {
      switch (operation) {
        case RECEIVE -> received(connection, result, flags);
        case SEND -> sent(connection, result);
        case AWAIT_ROOM -> roomCame(connection, result);
        case ACCEPT, CLOSE -> {}
      }
      follow(connection);
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
  }

  private void accepted(int result, int flags) {
    try {
      door.accepted(result, flags, nowNanos);
      adoptWaiting();
    } catch (RuntimeException | OutOfMemoryError fault) {
      acceptingFailed(fault);
    }
  }

  private void acceptingFailed(Throwable fault) {
    door.pause(nowNanos);
    FaultLog.tell(LOG, Level.ERROR, "accepting failed; trying again in a moment", fault);
  }

  /** Opens a conversation with each of those who have been accepted, as far as the limit allows. */
  private void adoptWaiting() {
    int descriptor;
    while (!ending && (descriptor = door.next(connections.open(), nowNanos)) != Door.NOBODY) {
      try {
        adopt(descriptor);
      } catch (RuntimeException | OutOfMemoryError fault) {
        acceptingFailed(fault);
      }
    }
  }

  private void adopt(int descriptor) {
    RingConnection connection;
    try {
      String client = conversations.wantClients() ? sockets.peerAddress(descriptor) : "";
      connection =
          new RingConnection(
              connections.reserve(),
              descriptor,
              conversations.open(client, nowNanos),
              sockets,
              counter);
      ring.receiveMany(descriptor, Operation.RECEIVE.on(connection.slot));
    } catch (RuntimeException | OutOfMemoryError full) {
      // No memory for one more. Nobody knows the descriptor yet.
      sockets.close(descriptor);
      throw full;
    }
    connection.receiving = true;
    connections.add(connection);
    stats.opened();
  }

  private void received(RingConnection connection, int result, int flags) {
    if (!Ring.goesOn(flags)) {
      connection.receiving = false;
      connection.receivingEnds = false;
    }
    if (result > 0) {
      arrived(connection, result, flags);
    } else if (result == 0) {
      connection.conversation.end();
    } else if (result == -errnos.enobufs()) {
      // All buffers are in use. They come back before the kernel is entered again.
      connection.mayHoldMore = true;
    } else if (!Ring.isCancelled(result)) {
      lost(connection, "recv", -result);
    }
  }

  private void arrived(RingConnection connection, int bytes, int flags) {
    long pending = 0;
    try {
      if (!connection.dead && !connection.closing) {
        if (connection.turns.isSending() || connection.awaitingRoom) {
          // It is not to send more than what is kept for it now, while its answers are on the way.
          stopReceiving(connection);
          connection.mayHoldMore = true;
        }
        pending =
            connection.turns.received(
                workspace, ring.buffer(flags), bytes, staging.room(), nowNanos);
      }
    } finally {
      ring.giveBack(flags);
    }
    send(connection, pending);
  }

  private void send(RingConnection connection, long bytes) {
    if (bytes > 0) {
      staging.took(workspace.piece(), bytes);
      ring.send(
          connection.descriptor, workspace.piece(), bytes, Operation.SEND.on(connection.slot));
    }
  }

  private void sent(RingConnection connection, int result) {
    boolean all;
    try {
      all = connection.turns.sent(workspace, Math.max(0, result), nowNanos);
    } finally {
      staging.gaveBack();
    }
    if (result < 0 && result != -errnos.eagain() && result != -errnos.enobufs()) {
      lost(connection, "send", -result);
    } else if (all) {
      next(connection);
    }
  }

  private void roomCame(RingConnection connection, int result) {
    connection.awaitingRoom = false;
    connection.awaitingRoomEnds = false;
    if (!Ring.isCancelled(result)) {
      next(connection);
    }
  }

  private void next(RingConnection connection) {
    if (!connection.dead && connection.errand == Errand.NONE) {
      send(connection, connection.turns.next(workspace, staging.room(), nowNanos));
    }
  }

  /** The connection is gone, or what should not happen has. */
  private void lost(RingConnection connection, String call, int errno) {
    if (!errnos.isGone(errno)) {
      throw OsException.of(call, errno);
    }
    connection.dead = true;
  }

  /** A fault with one connection is no reason to stop serving the others. */
  private void fail(RingConnection connection, Throwable fault) {
    connection.dead = true;
    FaultLog.tell(LOG, Level.ERROR, "a connection failed and is closed", fault);
    follow(connection);
  }

  /** Has the kernel do what the connection now waits for. */
  private void follow(RingConnection connection) {
    if (connection.closing || ending) {
      return;
    }
    Phase phase = connection.dead ? Phase.FINISHED : connection.conversation.phase();
    if (phase == Phase.FINISHED || connection.errand != Errand.NONE) {
      if (connection.isQuiet()) {
        conclude(connection, phase);
      } else {
        stopReceiving(connection);
        stopAwaitingRoom(connection);
      }
    } else if (phase == Phase.SENDING) {
      if (!connection.turns.isSending() && !connection.awaitingRoom) {
        ring.awaitRoom(connection.descriptor, Operation.AWAIT_ROOM.on(connection.slot));
        connection.awaitingRoom = true;
      }
    } else {
      if (phase == Phase.LINGERING && !connection.halfClosed) {
        connection.shutdownOutput();
      }
      if (!connection.receiving) {
        ring.receiveMany(connection.descriptor, Operation.RECEIVE.on(connection.slot));
        connection.receiving = true;
        connection.mayHoldMore = false;
      }
    }
  }

  private void stopReceiving(RingConnection connection) {
    if (connection.receiving && !connection.receivingEnds) {
      connection.receivingEnds = true;
      ring.cancel(Operation.RECEIVE.on(connection.slot));
    }
  }

  private void stopAwaitingRoom(RingConnection connection) {
    if (connection.awaitingRoom && !connection.awaitingRoomEnds) {
      connection.awaitingRoomEnds = true;
      ring.cancel(Operation.AWAIT_ROOM.on(connection.slot));
    }
  }

  /** The kernel is doing nothing for the connection: does its errand, or closes it. */
  private void conclude(RingConnection connection, Phase phase) {
    Phase after = connection.dead ? Phase.FINISHED : afterErrand(connection, phase);
    connection.errand = Errand.NONE;
    if (after == Phase.FINISHED) {
      connection.closing = true;
      ring.close(connection.descriptor, Operation.CLOSE.on(connection.slot));
      connection.conversation.close();
    } else {
      follow(connection);
    }
  }

  private Phase afterErrand(RingConnection connection, Phase phase) {
    if (phase == Phase.FINISHED) {
      return connection.turns.finish(connection, workspace, connection.mayHoldMore);
    }
    return switch (connection.errand) {
      case EXPIRE -> Turn.expire(connection.conversation, connection, workspace, nowNanos);
      case LEAVE -> Turn.leave(connection.conversation, connection, workspace, nowNanos);
      case NONE -> phase;
    };
  }

  /** Ends what has kept us waiting for too long. */
  private void expireIfOverdue(RingConnection connection) {
    if (nowNanos - connection.conversation.deadlineNanos() >= 0) {
      assign(connection, Errand.EXPIRE);
    }
  }

  private void leaveIfIdle(RingConnection connection) {
    if (connection.conversation.isIdle()) {
      assign(connection, Errand.LEAVE);
    }
  }

  private void assign(RingConnection connection, Errand errand) {
    if (connection.errand != Errand.NONE || connection.closing) {
      return;
    }
    try {
      connection.errand = errand;
      follow(connection);
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
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
    door.shut();
    while (door.isOpen()) {
      pass(SWEEP_NANOS);
    }
    try {
      door.acceptBacklog(connections.open(), nowNanos);
    } catch (RuntimeException fault) {
      acceptingFailed(fault);
    }
    adoptWaiting();
    door.close();
    connections.forEach(this::leaveIfIdle);
  }

  boolean isEmpty() {
    return connections.open() == 0;
  }

  /** Closes the listener and every connection, and returns how many of these there were. */
  int closeAll() {
    ending = true;
    int open = connections.open();
    var closing = new int[1];
    connections.forEach(connection -> closing[0] += connection.closing ? 1 : 0);
    try {
      cancelAll();
    } catch (RuntimeException fault) {
      FaultLog.tell(LOG, Level.ERROR, "the ring failed at the end", fault);
    }
    door.close();
    connections.forEach(
        connection -> {
          connections.remove(connection);
          connection.conversation.close();
          sockets.close(connection.descriptor);
          counter.called(SystemCall.CLOSE, 1);
          stats.closed();
        });
    return open - closing[0];
  }

  /** What was still under way would keep its socket open for a while, and the port taken. */
  private void cancelAll() {
    ring.cancelAll();
    long end = System.nanoTime() + LAST_NANOS;
    do {
      pass(SWEEP_NANOS);
    } while (ring.underWay() > 0 && nowNanos - end < 0);
  }
}
