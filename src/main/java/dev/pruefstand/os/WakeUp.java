package dev.pruefstand.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A pipe to oneself: a byte written from any thread makes a poller return. The one wake-up that
 * every system has, in the same form.
 *
 * <p>Source: D. J. Bernstein's self-pipe trick; pipe(2).
 */
public final class WakeUp implements AutoCloseable {
  private static final int DRAIN_BYTES = 64;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes = arena.allocate(DRAIN_BYTES);
  private final Errno errno = new Errno();
  private int reader = -1;
  private int writer = -1;
  private boolean signalled;
  private boolean closed;

  /** Opens the pipe; the constructing thread is the one that polls. */
  public WakeUp(Abi abi) {
    MemorySegment ends = arena.allocate(ValueLayout.JAVA_INT, 2);
    try {
      errno.check("pipe", (int) LibC.PIPE.invokeExact(errno.state(), ends));
      reader = ends.getAtIndex(ValueLayout.JAVA_INT, 0);
      writer = ends.getAtIndex(ValueLayout.JAVA_INT, 1);
      for (int end : new int[] {reader, writer}) {
        errno.check(
            "fcntl(F_SETFL)",
            (int) LibC.FCNTL.invokeExact(errno.state(), end, Abi.F_SETFL, abi.oNonBlock()));
        errno.check(
            "fcntl(F_SETFD)",
            (int) LibC.FCNTL.invokeExact(errno.state(), end, Abi.F_SETFD, Abi.FD_CLOEXEC));
      }
    } catch (OsException failure) {
      release();
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  /** The end to watch for reading. */
  public int descriptor() {
    return reader;
  }

  /** Makes {@link #descriptor()} readable. From any thread; after close it does nothing. */
  public synchronized void signal() {
    if (closed || signalled) {
      return;
    }
    // The calling thread's own errno segment: the poller's belongs to the poller's thread.
    try (Errno own = new Errno()) {
      signalled = (long) LibC.WRITE.invokeExact(own.state(), writer, bytes, 1L) == 1;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  /** Takes the signal back, on the polling thread. */
  public synchronized void drain() {
    try {
      long ignored = (long) LibC.READ.invokeExact(errno.state(), reader, bytes, (long) DRAIN_BYTES);
      signalled = false;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  /** Closes both ends, on the polling thread. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    release();
  }

  private void release() {
    for (int end : new int[] {reader, writer}) {
      if (end >= 0) {
        try {
          int ignored = (int) LibC.CLOSE.invokeExact(errno.state(), end);
        } catch (Throwable impossible) {
          throw Errno.unexpected(impossible);
        }
      }
    }
    errno.close();
    arena.close();
  }
}
