package dev.pruefstand.server.ring;

import dev.pruefstand.conversation.Conversations;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.os.linux.Ring;
import dev.pruefstand.server.FaultLog;
import dev.pruefstand.server.Loop;
import dev.pruefstand.server.ring.RingConnection.Errand;
import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.ServerStats;
import dev.pruefstand.stats.SystemCall;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.time.Duration;

/**
 * One thread that has the kernel accept, receive, send and close, and waits only in the ring.
 *
 * <p>Accepting and receiving go on by themselves; a send is handed over together with all others of
 * its batch. What is rare (the last look at a connection whose time is up, half-closing) is done by
 * ordinary calls, once the kernel is doing nothing for the connection. Everything in here but
 * {@link #wakeUp} belongs to the loop's thread.
 */
final class RingLoop implements Loop, Ring.Completions {
  private static final Logger LOG = System.getLogger(RingLoop.class.getName());

  /** For the kernel to end everything, when the loop is to end: within a second in all. */
  private static final long LAST_NANOS = Duration.ofMillis(500).toNanos();

  private final Ring ring;
  private final Sockets sockets;
  private final Conversations conversations;
  private final ServerStats stats;
  private final LoopCounter counter;
  private final SlotTable connections = new SlotTable();
  private final Door door;
  private final Attendant attendant;

  private boolean draining;

  /** Who had come, and was not served. */
  private int sentAway;

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
    this.attendant = new Attendant(ring, arena);
    door.follow(0, nowNanos);
  }

  @Override
  public void turn() {
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
    attendant.completed(connection, operation, result, flags, nowNanos);
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
      attendant.begin(connection);
    } catch (RuntimeException | OutOfMemoryError full) {
      // No memory for one more. Nobody knows the descriptor yet.
      sockets.close(descriptor);
      throw full;
    }
    connections.add(connection);
    stats.opened();
  }

  /** Ends what has kept us waiting for too long. */
  private void expireIfOverdue(RingConnection connection) {
    if (nowNanos - connection.conversation.deadlineNanos() >= 0) {
      attendant.assign(connection, Errand.EXPIRE, nowNanos);
    }
  }

  private void leaveIfIdle(RingConnection connection) {
    if (connection.conversation.isIdle()) {
      attendant.assign(connection, Errand.LEAVE, nowNanos);
    }
  }

  @Override
  public void drain() {
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
    sentAway += door.close();
    connections.forEach(this::leaveIfIdle);
  }

  @Override
  public boolean isEmpty() {
    return connections.open() == 0;
  }

  @Override
  public int closeAll() {
    ending = true;
    attendant.end();
    int open = connections.open();
    var closing = new int[1];
    connections.forEach(connection -> closing[0] += connection.closing ? 1 : 0);
    try {
      cancelAll();
    } catch (RuntimeException fault) {
      FaultLog.tell(LOG, Level.ERROR, "the ring failed at the end", fault);
    }
    sentAway += door.close();
    connections.forEach(
        connection -> {
          connections.remove(connection);
          connection.conversation.close();
          if (!connection.closing) {
            // Otherwise the kernel may have closed it already, and the number may be another's.
            sockets.close(connection.descriptor);
            counter.called(SystemCall.CLOSE, 1);
          }
          stats.closed();
        });
    return open - closing[0] + sentAway;
  }

  /** What was still under way would keep its socket open for a while, and the port taken. */
  private void cancelAll() {
    ring.cancelAll();
    long end = System.nanoTime() + LAST_NANOS;
    do {
      pass(SWEEP_NANOS);
    } while (ring.underWay() > 0 && nowNanos - end < 0);
  }

  @Override
  public void wakeUp() {
    ring.wakeUp();
  }
}
