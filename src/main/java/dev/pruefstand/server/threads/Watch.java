package dev.pruefstand.server.threads;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * What a thread that blocks in a socket tells of it, so that the {@link Watchdog} can end the wait:
 * a blocking call has no time limit of its own that would cost nothing.
 *
 * <p>A client that is to go is looked at twice. A thread that has just read may not have come to
 * say so, and the client would lose the rest of what it sends.
 */
final class Watch {
  /** What the thread is blocked in. */
  enum Wait {
    /** Nothing that has to be watched. */
    NONE,
    /** It reads, and no request has begun: the client may be told to go at any time. */
    REQUEST,
    /** It writes, and the client may have stopped reading. */
    ROOM
  }

  private final SocketChannel channel;
  private volatile Wait wait = Wait.NONE;

  /** Written before {@code wait}, and read after it. */
  private long untilNanos;

  /** The watchdog's own: whether it has looked at the present wait, and which one that was. */
  private boolean looked;

  private long lookedUntilNanos;

  Watch(SocketChannel channel) {
    this.channel = channel;
  }

  /** The thread is about to block until then at most. */
  void begin(Wait what, long deadlineNanos) {
    untilNanos = deadlineNanos;
    wait = what;
  }

  /** The thread goes on. */
  void end() {
    wait = Wait.NONE;
  }

  /**
   * Watchdog: ends a wait that has been too long.
   *
   * @param leaving whether whoever has asked for nothing is to go
   */
  void look(long nowNanos, boolean leaving) {
    Wait what = wait;
    long until = untilNanos;
    boolean overdue = nowNanos - until >= 0;
    boolean again = looked && lookedUntilNanos == until;
    looked = what == Wait.REQUEST && (overdue || leaving);
    lookedUntilNanos = until;
    if (what == Wait.ROOM && overdue) {
      boolean ignored = close();
    } else if (looked && again) {
      endInput(until);
    }
  }

  /** Lets the thread read the client's end, unless bytes have arrived for it. */
  private void endInput(long until) {
    try {
      boolean nothing = channel.socket().getInputStream().available() == 0;
      // What had arrived may have been taken since the look: then it is another wait.
      if (nothing && wait == Wait.REQUEST && untilNanos == until) {
        channel.shutdownInput();
      }
    } catch (IOException gone) {
      // Then the thread does not wait any more.
    }
  }

  /** Closes the socket, whatever the thread is doing with it; returns whether it was open. */
  boolean close() {
    boolean open = channel.isOpen();
    try {
      channel.close();
    } catch (IOException alreadyDead) {
      // The descriptor is given back all the same.
    }
    return open;
  }
}
