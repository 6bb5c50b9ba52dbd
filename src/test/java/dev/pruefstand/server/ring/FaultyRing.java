package dev.pruefstand.server.ring;

import dev.pruefstand.os.OsException;
import dev.pruefstand.os.linux.Ring;
import java.util.concurrent.atomic.AtomicReference;

/** A ring with the usual sizes or others, of which one call fails, once it is told to. */
final class FaultyRing extends Ring {
  /** What can fail. */
  enum Call {
    NONE,
    RECEIVE,
    AWAIT_ROOM,
    ENTER
  }

  private static final int EIO = 5;

  private final AtomicReference<Call> failing;

  FaultyRing(AtomicReference<Call> failing) {
    super(64, 256, 32, 4 * 1024);
    this.failing = failing;
  }

  private void perhapsFail(Call call) {
    if (failing.compareAndSet(call, Call.NONE)) {
      throw OsException.of("expected by the test: " + call, EIO);
    }
  }

  @Override
  public void receiveMany(int socket, long token) {
    perhapsFail(Call.RECEIVE);
    super.receiveMany(socket, token);
  }

  @Override
  public void awaitRoom(int socket, long token) {
    perhapsFail(Call.AWAIT_ROOM);
    super.awaitRoom(socket, token);
  }

  @Override
  public void enter(long timeoutNanos) {
    perhapsFail(Call.ENTER);
    super.enter(timeoutNanos);
  }
}
