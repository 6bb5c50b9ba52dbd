package dev.pruefstand.server.ring;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.conversation.Turn;
import dev.pruefstand.conversation.Workspace;
import dev.pruefstand.os.Abi;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.linux.LinuxAbi;
import dev.pruefstand.os.linux.Ring;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.ring.RingConnection.Errand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.util.Objects;

/**
 * Has the kernel do what each connection waits for, and takes its turns with what has been done.
 *
 * <pre>
 *   RECEIVING, LINGERING   receive, as long as it lasts
 *   SENDING                send; when the socket is full, await room and send again
 *   FINISHED, an errand    withdraw all of that; once the kernel is doing nothing: close, or do it
 * </pre>
 */
final class Attendant {
  private static final Logger LOG = System.getLogger(Attendant.class.getName());
  private static final long STAGING_BYTES = 1024 * 1024;

  private final Ring ring;
  private final Workspace workspace;
  private final Staging staging;
  private final Abi.Errnos errnos = LinuxAbi.ABI.errnos();
  private boolean ended;
  private long nowNanos;

  Attendant(Ring ring, Arena arena) {
    this.ring = ring;
    this.workspace = new Workspace(arena);
    this.staging = new Staging(arena, STAGING_BYTES);
    // First used late, perhaps when no descriptor is left to read its class file with.
    Objects.requireNonNull(Turn.class);
  }

  /** Begins to receive from a connection that nobody knows yet. */
  void begin(RingConnection connection) {
    receive(connection);
  }

  /** From now on has nothing more done. */
  void end() {
    ended = true;
  }

  /** The kernel has done something for the connection. */
  void completed(RingConnection connection, Operation operation, int result, int flags, long now) {
    nowNanos = now;
    try {
      switch (operation) {
        case RECEIVE -> received(connection, result, flags);
        case SEND -> sent(connection, result);
        case AWAIT_ROOM -> roomCame(connection, result);
        case ACCEPT, CLOSE ->
            throw new IllegalArgumentException("not of a connection: " + operation);
      }
      follow(connection);
    } catch (RuntimeException | OutOfMemoryError fault) {
      fail(connection, fault);
    }
  }

  /** Gives the connection an errand, unless it has one already or is being closed. */
  void assign(RingConnection connection, Errand errand, long now) {
    nowNanos = now;
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
      try {
        ring.send(
            connection.descriptor, workspace.piece(), bytes, Operation.SEND.on(connection.slot));
      } catch (RuntimeException notSubmitted) {
        // No completion will come for it, and nobody else would give its room back.
        sent(connection, 0);
        throw notSubmitted;
      }
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
    if (connection.closing || ended) {
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
        receive(connection);
      }
    }
  }

  private void receive(RingConnection connection) {
    ring.receiveMany(connection.descriptor, Operation.RECEIVE.on(connection.slot));
    connection.receiving = true;
    connection.mayHoldMore = false;
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
}
