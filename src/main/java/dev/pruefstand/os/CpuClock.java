package dev.pruefstand.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;

/**
 * The CPU time of this process to the nanosecond. (What the JDK's management bean tells comes from
 * times(2), in hundredths of a second.) Belongs to one thread.
 *
 * <p>Source: clock_gettime(2), {@code CLOCK_PROCESS_CPUTIME_ID}.
 *
 * <pre>
 * struct timespec {
 *   time_t tv_sec;     0
 *   long   tv_nsec;    8
 * };                  16 bytes
 * </pre>
 */
public final class CpuClock implements AutoCloseable {
  private static final long TIMESPEC_BYTES = 16;
  private static final long TV_NSEC_AT = 8;

  /** int clock_gettime(clockid_t clock, struct timespec *time) */
  private static final MethodHandle CLOCK_GETTIME =
      Errno.downcall(
          Linker.nativeLinker().defaultLookup(),
          "clock_gettime",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
          -1);

  private final int processClock;
  private final Errno errno = new Errno();
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment time = arena.allocate(TIMESPEC_BYTES, Long.BYTES);

  public CpuClock(Abi abi) {
    processClock = abi.clockProcessCpu();
  }

  /** What all threads of this process have used, user and system, in nanoseconds. */
  public long processNanos() {
    try {
      errno.check(
          "clock_gettime", (int) CLOCK_GETTIME.invokeExact(errno.state(), processClock, time));
      return TimeUnit.SECONDS.toNanos(time.get(JAVA_LONG, 0)) + time.get(JAVA_LONG, TV_NSEC_AT);
    } catch (OsException failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  @Override
  public void close() {
    arena.close();
    errno.close();
  }
}
