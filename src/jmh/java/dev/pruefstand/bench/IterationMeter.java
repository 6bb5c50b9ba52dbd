package dev.pruefstand.bench;

import com.sun.management.ThreadMXBean;
import dev.pruefstand.os.CpuClock;
import dev.pruefstand.penetrator.Penetrator;
import dev.pruefstand.penetrator.Tally;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures one iteration: what the penetrator counted, and whose CPU time it took. Belongs to the
 * benchmark's thread, which is the client.
 *
 * <p>Server and client share a process here, so the server's CPU time is what the whole process
 * used less the client's thread. That charges the JIT and the garbage collector to the server; the
 * warm-up is there to let the former finish, and neither side makes much work for the latter.
 */
final class IterationMeter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Penetrator penetrator;
  private final CpuClock cpu;
  private final Map<String, Long> failuresSoFar = new LinkedHashMap<>();
  private long processNanos;
  private long beginMillis;
  private long clientNanos;

  /**
   * A meter of this penetrator.
   *
   * @param cpu stays open as long as the meter is used
   */
  IterationMeter(Penetrator penetrator, CpuClock cpu) {
    this.cpu = cpu;
    this.penetrator = penetrator;
  }

  void begin() {
    beginMillis = System.currentTimeMillis();
    clientNanos = THREADS.getCurrentThreadCpuTime();
    processNanos = cpu.processNanos();
    penetrator.resetTally();
  }

  /** The figures since {@link #begin}. */
  IterationRecord end() {
    long process = cpu.processNanos() - processNanos;
    long client = THREADS.getCurrentThreadCpuTime() - clientNanos;
    Tally tally = penetrator.tally();
    tally.failuresByLabel().forEach((kind, count) -> failuresSoFar.merge(kind, count, Long::sum));
    Histogram serviceNanos = tally.serviceNanos().copy();
    serviceNanos.setStartTimeStamp(beginMillis);
    serviceNanos.setEndTimeStamp(System.currentTimeMillis());
    return new IterationRecord(
        serviceNanos,
        tally.responses(),
        tally.failuresByLabel(),
        Math.max(0, process - client),
        client);
  }

  long failures() {
    return failuresSoFar.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Over all iterations, the warm-up included. */
  Map<String, Long> failuresByLabel() {
    return failuresSoFar;
  }
}
