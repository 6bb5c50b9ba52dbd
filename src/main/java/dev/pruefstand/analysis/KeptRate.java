package dev.pruefstand.analysis;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.ResponseRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Up to which rate contenders keep their p99 of the response time below a limit. A rate counts if
 * all valid runs at it kept the limit and were not saturated, and so did those at every lower rate.
 * What is {@link Standing#INVALID} is not looked at: it speaks neither for nor against a server.
 */
public final class KeptRate {
  /** What the p99 is to stay below. */
  public static final long P99_NANOS = 10_000_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private KeptRate() {}

  /** The finding in a sentence, on runs that asked for the same; empty without runs. */
  public static Optional<String> finding(List<ResponseRun> all) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<ResponseRun> runs =
        all.stream().filter(run -> Standing.of(run) != Standing.INVALID).toList();
    if (runs.isEmpty()) {
      return Optional.of("No run is valid, so nobody is compared");
    }
    Map<Contender, List<ResponseRun>> contenders =
        runs.stream().collect(groupingBy(ResponseRun::contender, LinkedHashMap::new, toList()));
    double best = contenders.values().stream().mapToDouble(KeptRate::kept).max().orElse(0);
    String limit = "p99 below " + P99_NANOS / NANOS_PER_MILLI + " ms";
    if (best == 0) {
      double lowest =
          runs.stream().mapToDouble(run -> run.scenario().requestsPerSecond()).min().orElse(0);
      return Optional.of("Nobody keeps " + limit + " at " + rate(lowest));
    }
    List<String> winners =
        contenders.entrySet().stream()
            .filter(each -> kept(each.getValue()) == best)
            .map(each -> each.getKey().label())
            .sorted()
            .toList();
    long asked = all.stream().map(ResponseRun::contender).distinct().count();
    String who = asked > 1 && winners.size() == asked ? "All" : words(winners);
    String keep = winners.size() > 1 ? " keep " : " keeps ";
    return Optional.of(who + keep + limit + " up to " + rate(best));
  }

  /** The highest rate at which the limit is kept, 0 if there is none; of runs that count. */
  static double kept(List<ResponseRun> runs) {
    Map<Double, List<ResponseRun>> rates =
        runs.stream()
            .collect(groupingBy(run -> run.scenario().requestsPerSecond(), TreeMap::new, toList()));
    double kept = 0;
    for (Map.Entry<Double, List<ResponseRun>> rate : rates.entrySet()) {
      if (!rate.getValue().stream().allMatch(KeptRate::keeps)) {
        break;
      }
      kept = rate.getKey();
    }
    return kept;
  }

  private static boolean keeps(ResponseRun run) {
    return Standing.of(run) == Standing.VALID && run.clocks().response().p99Nanos() < P99_NANOS;
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, "%,.0f requests/s", perSecond);
  }

  private static String words(List<String> names) {
    var first = new ArrayList<>(names);
    String last = first.removeLast();
    return first.isEmpty() ? last : String.join(", ", first) + " and " + last;
  }
}
