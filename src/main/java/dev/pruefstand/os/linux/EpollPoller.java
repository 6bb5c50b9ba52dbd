package dev.pruefstand.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pruefstand.os.Errno;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.WakeUp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The neutral poller over epoll, level-triggered. The constructing thread is the one that polls.
 */
public final class EpollPoller implements Poller {
  private static final Epoll.EventLayout LAYOUT =
      Epoll.EventLayout.of(System.getProperty("os.arch", ""));
  private static final int BATCH = 1024;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int ENOSYS = 38;

  // The first, because it is the one that may fail, and then nothing else has to be given back.
  private final WakeUp wakeUp = new WakeUp(LinuxAbi.ABI);
  private final Errno errno = new Errno();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment change = arena.allocate(LAYOUT.bytes, 8);
  private final MemorySegment batch = arena.allocate(LAYOUT.bytes * BATCH, 8);
  private final MemorySegment timeout = arena.allocate(Epoll.TIMESPEC_BYTES, Long.BYTES);
  private boolean exact = true;
  private boolean slackIsOff;
  private int epoll = -1;
  private boolean closed;

  public EpollPoller() {
    try {
      epoll =
          errno.check(
              "epoll_create1",
              (int) Epoll.EPOLL_CREATE1.invokeExact(errno.state(), Epoll.EPOLL_CLOEXEC));
      add(wakeUp.descriptor(), READ);
    } catch (Throwable failure) {
      close();
      throw rethrow(failure);
    }
  }

  @Override
  public void add(int descriptor, int interest) {
    control("epoll_ctl(ADD)", Epoll.EPOLL_CTL_ADD, descriptor, interest);
  }

  @Override
  public void change(int descriptor, int interest) {
    control("epoll_ctl(MOD)", Epoll.EPOLL_CTL_MOD, descriptor, interest);
  }

  private void control(String call, int operation, int descriptor, int interest) {
    int events =
        ((interest & READ) != 0 ? Epoll.EPOLLIN : 0)
            | ((interest & WRITE) != 0 ? Epoll.EPOLLOUT : 0);
    change.set(JAVA_INT_UNALIGNED, 0, events);
    change.set(JAVA_INT_UNALIGNED, LAYOUT.dataAt, descriptor);
    try {
      errno.check(
          call,
          (int) Epoll.EPOLL_CTL.invokeExact(errno.state(), epoll, operation, descriptor, change));
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  @Override
  public int poll(long timeoutNanos, Ready ready) {
    int events =
        timeoutNanos > 0 && timeoutNanos % NANOS_PER_MILLI != 0
            ? awaitExactly(timeoutNanos)
            : await(millis(timeoutNanos));
    int reported = 0;
    for (int i = 0; i < events; i++) {
      long at = i * LAYOUT.bytes;
      int descriptor = batch.get(JAVA_INT_UNALIGNED, at + LAYOUT.dataAt);
      if (descriptor == wakeUp.descriptor()) {
        wakeUp.drain();
      } else {
        ready.ready(descriptor, marks(batch.get(JAVA_INT_UNALIGNED, at)));
        reported++;
      }
    }
    return reported;
  }

  private int await(int timeoutMillis) {
    try {
      return reported(
          (int) Epoll.EPOLL_WAIT.invokeExact(errno.state(), epoll, batch, BATCH, timeoutMillis));
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /** For whoever keeps a schedule: to the nanosecond, as far as the system can. */
  private int awaitExactly(long timeoutNanos) {
    MethodHandle wait = Epoll.EPOLL_PWAIT2;
    if (wait == null || !exact) {
      return await(millis(timeoutNanos));
    }
    try {
      if (!slackIsOff) {
        slackIsOff = true;
        // By default the kernel wakes a thread up to 50 µs late, to wake several at the same time.
        int ignored = (int) Epoll.PRCTL.invokeExact(errno.state(), Epoll.PR_SET_TIMERSLACK, 1L);
      }
      timeout.set(JAVA_LONG, 0, timeoutNanos / NANOS_PER_SECOND);
      timeout.set(JAVA_LONG, Epoll.TIMESPEC_NANOS_AT, timeoutNanos % NANOS_PER_SECOND);
      int events =
          (int) wait.invokeExact(errno.state(), epoll, batch, BATCH, timeout, MemorySegment.NULL);
      if (events < 0 && errno.value() == ENOSYS) {
        // The library has it and the kernel does not.
        exact = false;
        return await(millis(timeoutNanos));
      }
      return reported(events);
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  private int reported(int events) {
    return events < 0 && errno.value() == LinuxAbi.ABI.errnos().eintr()
        ? 0
        : errno.check("epoll_wait", events);
  }

  /** Rounded up: a wait that ends a little early would spin until the time has really come. */
  private static int millis(long nanos) {
    if (nanos < 0) {
      return -1;
    }
    long millis = nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
    return (int) Math.min(millis, Integer.MAX_VALUE);
  }

  private static int marks(int events) {
    int marks = 0;
    if ((events & (Epoll.EPOLLIN | Epoll.EPOLLERR | Epoll.EPOLLHUP)) != 0) {
      marks |= READ;
    }
    if ((events & (Epoll.EPOLLOUT | Epoll.EPOLLERR | Epoll.EPOLLHUP)) != 0) {
      marks |= WRITE;
    }
    return marks;
  }

  @Override
  public void wakeUp() {
    wakeUp.signal();
  }

  @Override
  public String name() {
    return "epoll";
  }

  @Override
  public void close() {
    if (closed) {
      // The number may be another's by now.
      return;
    }
    closed = true;
    if (epoll >= 0) {
      try {
        errno.check("close", (int) Epoll.CLOSE.invokeExact(errno.state(), epoll));
      } catch (Throwable failure) {
        throw rethrow(failure);
      }
    }
    wakeUp.close();
    arena.close();
    errno.close();
  }

  private static RuntimeException rethrow(Throwable thrown) {
    if (thrown instanceof OsException failure) {
      throw failure;
    }
    throw Errno.unexpected(thrown);
  }
}
