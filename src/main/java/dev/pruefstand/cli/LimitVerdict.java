package dev.pruefstand.cli;

import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.penetrator.limit.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a limit is valid, and if it is not, why. */
final class LimitVerdict {
  private LimitVerdict() {}

  /** A sentence. */
  static String of(Limit limit) {
    if (limit.isValid()) {
      return "Valid: both ends of the interval rest on runs that are certified.";
    }
    if (limit.endedEarly()) {
      return "Not valid: the search was ended early.";
    }
    if (!limit.isFound()) {
      return "Not valid: no limit was found.";
    }
    return "Not valid: "
        + Stream.of(end("lower", limit.keptByAll()), end("upper", limit.brokenByAll()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "))
        + ".";
  }

  private static Optional<String> end(String name, Optional<Step> step) {
    if (step.isEmpty()) {
      return Optional.of("the interval's " + name + " end is not known");
    }
    return step.filter(each -> !each.isCertified())
        .map(
            each ->
                String.format(
                    Locale.ROOT,
                    "the %s end, %,.0f/s, is not certified: %s",
                    name,
                    each.rate(),
                    doubts(each.all())));
  }

  /** Which checks forbid to believe these runs, and how many of them. */
  static String doubts(List<Repetition> runs) {
    Map<String, Long> counts =
        runs.stream()
            .flatMap(run -> run.evidence().doubts().stream())
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(each -> "✗ " + each.getKey() + " " + each.getValue() + "×")
        .collect(Collectors.joining(", "));
  }
}
