package dev.pruefstand.bench;

import dev.pruefstand.analysis.IdleMemory;
import dev.pruefstand.trial.IdleRun;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What idle connections take of memory as text, one block per number of connections. */
final class IdleTable {
  private static final double BYTES_PER_MEGABYTE = 1e6;

  private IdleTable() {}

  /** Prints every contender; nothing if there was no run. */
  static void print(List<IdleRun> runs, PrintStream out) {
    Map<Integer, List<IdleMemory>> blocks =
        IdleMemory.of(runs).stream()
            .collect(
                Collectors.groupingBy(
                    IdleMemory::connections, LinkedHashMap::new, Collectors.toList()));
    blocks.forEach((connections, met) -> print(connections, met, out));
  }

  private static void print(int connections, List<IdleMemory> met, PrintStream out) {
    out.printf(
        "%n%,d idle connections, each answered once: bytes of the server's memory per connection%n",
        connections);
    out.printf(
        "  %-24s %18s %12s %12s %18s%n",
        "contender", "bytes ± 95 %", "on the heap", "beside it", "server alone, MB");
    for (IdleMemory each : met) {
      out.printf(
          "  %-24s %8s ± %7s %12s %12s %18s%s%n",
          each.contender().label(),
          whole(each.bytes().estimate()),
          // A single observation has no spread, which is not the same as a spread of zero.
          each.forks() == 1 ? "?" : whole(each.bytes().margin()),
          whole(each.heapBytes()),
          whole(each.nativeBytes()),
          whole(each.aloneBytes() / BYTES_PER_MEGABYTE),
          each.failures() == 0 ? "" : "  %,d failed".formatted(each.failures()));
    }
  }

  private static String whole(double value) {
    return "%,d".formatted(Math.round(value));
  }
}
