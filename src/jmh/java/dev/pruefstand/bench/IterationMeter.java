package dev.pruefstand.bench;

import com.sun.management.ThreadMXBean;
import dev.pruefstand.penetrator.Penetrator;
import dev.pruefstand.penetrator.Tally;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Ledger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Measures one iteration: what the penetrator counted, and what the server's process used. Belongs
 * to the benchmark's thread, which is the client.
 *
 * <p>Where both share a process, the server's CPU time is what the process used less the client's
 * thread. That charges the client's JIT and garbage to the server.
 */
final class IterationMeter {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Where the server's ledger is read. */
  interface Source {
    Ledger ledger() throws IOException;
  }

  private final Penetrator penetrator;
  private final Source source;
  private final Isolation isolation;
  private final Map<String, Long> failuresSoFar = new LinkedHashMap<>();
  private Ledger before = Ledger.EMPTY;
  private long beginMillis;
  private long clientNanos;

  IterationMeter(Penetrator penetrator, Source source, Isolation isolation) {
    this.penetrator = penetrator;
    this.source = source;
    this.isolation = isolation;
  }

  void begin() throws IOException {
    beginMillis = System.currentTimeMillis();
    before = source.ledger();
    clientNanos = THREADS.getCurrentThreadCpuTime();
    penetrator.resetTally();
  }

  /** The figures since {@link #begin}. */
  IterationRecord end() throws IOException {
    long client = THREADS.getCurrentThreadCpuTime() - clientNanos;
    Ledger used = source.ledger().since(before);
    // Children that have ended are not among those that the system tells of: the sum shrinks.
    boolean isKnown = used.counters().getOrDefault(Ledger.USER, -1L) >= 0;
    long server =
        used.counters().getOrDefault(Ledger.USER, 0L)
            + used.counters().getOrDefault(Ledger.SYSTEM, 0L)
            - (isolation == Isolation.IN_PROCESS ? client : 0);
    Tally tally = penetrator.tally();
    tally.failuresByLabel().forEach((kind, count) -> failuresSoFar.merge(kind, count, Long::sum));
    Histogram serviceNanos = tally.serviceNanos().copy();
    serviceNanos.setStartTimeStamp(beginMillis);
    serviceNanos.setEndTimeStamp(System.currentTimeMillis());
    return new IterationRecord(
        serviceNanos,
        tally.responses(),
        tally.failuresByLabel(),
        isKnown ? Math.max(0, server) : 0,
        client,
        used);
  }

  long failures() {
    return failuresSoFar.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Over all iterations, the warm-up included. */
  Map<String, Long> failuresByLabel() {
    return failuresSoFar;
  }
}
