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
 * What this process has used so far, all of its threads together, those that have ended included.
 *
 * <p>Source: getrusage(2), {@code RUSAGE_SELF}. The fields that are read lie alike on Linux, macOS
 * and FreeBSD with 64 bits; microseconds may have 32 of them.
 *
 * <pre>
 * struct rusage {
 *   struct timeval ru_utime;    0  seconds, microseconds at 8
 *   struct timeval ru_stime;   16  seconds, microseconds at 24
 *   long ru_maxrss;            32
 *   …                          40  eleven more
 *   long ru_nvcsw;            128
 *   long ru_nivcsw;           136
 * };                          144 bytes
 * </pre>
 *
 * @param userNanos CPU time in its own code, exact to a microsecond
 * @param systemNanos CPU time in the kernel
 * @param voluntarySwitches how often a thread gave its processor away, to wait
 * @param involuntarySwitches how often one was taken off its processor
 */
public record ResourceUsage(
    long userNanos, long systemNanos, long voluntarySwitches, long involuntarySwitches) {
  private static final int RUSAGE_SELF = 0;
  private static final long BYTES = 144;
  private static final long UTIME_AT = 0;
  private static final long STIME_AT = 16;
  private static final long MICROS_AT = 8;
  private static final long NVCSW_AT = 128;
  private static final long NIVCSW_AT = 136;

  /** int getrusage(int who, struct rusage *usage) */
  private static final MethodHandle GETRUSAGE =
      Errno.downcall(
          Linker.nativeLinker().defaultLookup(),
          "getrusage",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
          -1);

  /** The usage now. From any thread. */
  public static ResourceUsage now() {
    try (Arena arena = Arena.ofConfined();
        var errno = new Errno()) {
      MemorySegment usage = arena.allocate(BYTES, Long.BYTES);
      errno.check("getrusage", (int) GETRUSAGE.invokeExact(errno.state(), RUSAGE_SELF, usage));
      return new ResourceUsage(
          nanos(usage, UTIME_AT),
          nanos(usage, STIME_AT),
          usage.get(JAVA_LONG, NVCSW_AT),
          usage.get(JAVA_LONG, NIVCSW_AT));
    } catch (OsException failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  private static long nanos(MemorySegment usage, long at) {
    return TimeUnit.SECONDS.toNanos(usage.get(JAVA_LONG, at))
        + TimeUnit.MICROSECONDS.toNanos(usage.get(JAVA_INT, at + MICROS_AT));
  }
}
