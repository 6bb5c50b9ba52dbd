package dev.pruefstand.bench.subject;

import com.sun.management.ThreadMXBean;
import dev.pruefstand.os.ResourceUsage;
import dev.pruefstand.server.Server;
import dev.pruefstand.stats.LoopCounts;
import dev.pruefstand.trial.Ledger;
import dev.pruefstand.trial.ProcessFigures;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ledger of the process that asks. */
public final class OwnLedger {
  private OwnLedger() {}

  /** What this process has used so far, and what a server in it has answered. */
  static Ledger of(Server server) {
    Ledger process = now();
    var counters = new TreeMap<>(process.counters());
    counters.put(Ledger.ANSWERED, server.stats().answered());
    server.loopCounts().ifPresent(loops -> add(counters, loops));
    return new Ledger(counters, process.levels());
  }

  private static void add(Map<String, Long> counters, LoopCounts loops) {
    counters.put(Ledger.WAKE_UPS, loops.wakeUps());
    counters.put(Ledger.EVENTS, loops.events());
    loops
        .systemCalls()
        .forEach(
            (call, count) ->
                counters.put(Ledger.CALLS + call.name().toLowerCase(Locale.ROOT), count));
  }

  /** What this process has used so far. */
  public static Ledger now() {
    Ledger told = ProcessFigures.of(List.of(ProcessHandle.current().pid())).orElse(Ledger.EMPTY);
    // In microseconds, threads that have ended included: better than what others may see.
    SortedMap<String, Long> counters = new TreeMap<>();
    ResourceUsage used = ResourceUsage.now();
    counters.put(Ledger.USER, used.userNanos());
    counters.put(Ledger.SYSTEM, used.systemNanos());
    counters.put(Ledger.VOLUNTARY, used.voluntarySwitches());
    counters.put(Ledger.INVOLUNTARY, used.involuntarySwitches());
    long collections = 0;
    long collecting = 0;
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections += Math.max(0, each.getCollectionCount());
      collecting += Math.max(0, each.getCollectionTime());
    }
    counters.put(Ledger.COLLECTIONS, collections);
    counters.put(Ledger.COLLECTING, collecting);
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        && threads.isThreadAllocatedMemorySupported()) {
      counters.put(Ledger.ALLOCATED, threads.getTotalThreadAllocatedBytes());
    }
    return new Ledger(counters, told.levels());
  }
}
