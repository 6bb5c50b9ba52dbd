package dev.pruefstand.server.ring;

import dev.pruefstand.os.Abi;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Sockets;
import dev.pruefstand.os.linux.LinuxAbi;
import dev.pruefstand.os.linux.Ring;
import dev.pruefstand.server.AcceptPause;
import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.SystemCall;
import java.util.ArrayDeque;

/**
 * A listener through which the kernel lets connections in. It goes on doing so by itself until it
 * is told to stop, and so may have let in more than the limit allows: they wait here, as they would
 * in the backlog.
 */
final class Door {
  /** Nobody may come in. */
  static final int NOBODY = -1;

  private static final int NONE = -1;
  private static final long ACCEPT = Operation.ACCEPT.on(0);

  private final Ring ring;
  private final Sockets sockets;
  private final AcceptPause pause;
  private final LoopCounter counter;
  private final Abi.Errnos errnos = LinuxAbi.ABI.errnos();
  private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
  private int listener;
  private boolean open;
  private boolean shutting;

  /**
   * A door that is shut.
   *
   * @param listener a socket, which this closes
   */
  Door(int listener, Ring ring, Sockets sockets, AcceptPause pause, LoopCounter counter) {
    this.listener = listener;
    this.ring = ring;
    this.sockets = sockets;
    this.pause = pause;
    this.counter = counter;
  }

  /** Whether the kernel accepts connections. */
  boolean isOpen() {
    return open;
  }

  /** Opens or shuts, as the number of connections and descriptors allows. */
  void follow(int connections, long nowNanos) {
    if (!pause.mayAccept(connections + waiting.size(), nowNanos)) {
      shut();
    } else if (!open && listener != NONE) {
      ring.acceptMany(listener, ACCEPT);
      open = true;
    }
  }

  /** Begins to shut: whoever is let in until it {@link #isOpen} no more has to be served. */
  void shut() {
    if (open && !shutting) {
      shutting = true;
      ring.cancel(ACCEPT);
    }
  }

  /** The kernel has let somebody in, or tells why not. */
  void accepted(int result, int flags, long nowNanos) {
    if (!Ring.goesOn(flags)) {
      open = false;
      shutting = false;
    }
    if (result >= 0) {
      waiting.add(result);
    } else if (errnos.isExhausted(-result)) {
      pause(nowNanos);
    } else if (!Ring.isCancelled(result) && !errnos.isDeadInQueue(-result)) {
      throw OsException.of("accept", -result);
    }
  }

  /** Lets nobody in for a moment. */
  void pause(long nowNanos) {
    pause.exhausted(nowNanos);
  }

  /** The next one to be served, {@link #NOBODY} if none may be with so many connections. */
  int next(int connections, long nowNanos) {
    return waiting.isEmpty() || !pause.mayAccept(connections, nowNanos)
        ? NOBODY
        : waiting.removeFirst();
  }

  /** Lets in everybody who waits in the backlog, by ordinary calls. Must not be open. */
  void acceptBacklog(int connections, long nowNanos) {
    while (pause.mayAccept(connections + waiting.size(), nowNanos)) {
      int descriptor = sockets.accept(listener);
      counter.called(SystemCall.ACCEPT, 1);
      if (descriptor < 0) {
        return;
      }
      waiting.add(descriptor);
    }
  }

  /**
   * From now on connecting is refused, and those who still wait are sent away.
   *
   * @return how many these were
   */
  int close() {
    int sentAway = waiting.size();
    while (!waiting.isEmpty()) {
      close(waiting.removeFirst());
    }
    if (listener != NONE) {
      int closed = listener;
      listener = NONE;
      close(closed);
    }
    return sentAway;
  }

  private void close(int descriptor) {
    counter.called(SystemCall.CLOSE, 1);
    sockets.close(descriptor);
  }
}
