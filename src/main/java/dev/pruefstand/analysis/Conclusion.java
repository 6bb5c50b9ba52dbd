package dev.pruefstand.analysis;

import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One honest sentence: who was fastest where most contenders met, by how much, and who cannot be
 * told apart.
 */
public final class Conclusion {
  private static final int FORKS_FOR_A_SPREAD = 2;

  /** Beyond this share of a core the client is the bottleneck. */
  private static final double BUSY = 0.9;

  private Conclusion() {}

  /**
   * The sentence; empty if no two contenders met under the same scenario. Only our own are in it:
   * the others differ in more than one variable.
   */
  public static Optional<String> of(List<Summary> all) {
    List<Summary> summaries =
        all.stream().filter(each -> each.contender().group() == Group.OURS).toList();
    Map<Scenario, List<Summary>> byScenario =
        summaries.stream()
            .collect(
                Collectors.groupingBy(Summary::scenario, LinkedHashMap::new, Collectors.toList()));
    return byScenario.values().stream()
        .filter(met -> Usual.of(met, summaries).size() > 1)
        .reduce((first, next) -> next.size() > first.size() ? next : first)
        .map(met -> sentence(fastestFirst(Usual.of(met, summaries))));
  }

  private static List<Summary> fastestFirst(List<Summary> met) {
    Comparator<Summary> bySpeed =
        Comparator.comparingDouble(each -> each.requestsPerSecond().estimate());
    return met.stream().sorted(bySpeed.reversed()).toList();
  }

  private static String sentence(List<Summary> ranking) {
    Summary first = ranking.getFirst();
    var tied = new ArrayList<String>();
    var slower = new ArrayList<String>();
    for (Summary other : ranking.subList(1, ranking.size())) {
      if (first.requestsPerSecond().overlaps(other.requestsPerSecond())) {
        tied.add(other.contender().label());
      } else {
        slower.add(ratio(first, other));
      }
    }
    var sentence = new StringBuilder();
    sentence.append("For ").append(words(first.scenario())).append(", ");
    if (tied.isEmpty()) {
      sentence.append(first.contender().label()).append(" was fastest: ");
    } else {
      sentence
          .append(first.contender().label())
          .append(tied.size() > 1 ? ", " : "")
          .append(String.join(", ", tied.subList(0, tied.size() - 1)))
          .append(" and ")
          .append(tied.getLast())
          .append(" cannot be told apart")
          .append(slower.isEmpty() ? "" : "; " + first.contender().label() + " had ");
    }
    sentence.append(String.join(", and ", slower));
    sentence.append('.');
    if (ranking.stream().anyMatch(each -> each.isolation() == Isolation.IN_PROCESS)) {
      sentence.append(" Server and load generator shared one JVM and its cores.");
    }
    if (first.clientBusy() > BUSY) {
      sentence.append(
          String.format(
              Locale.ROOT,
              " The load generator was busy for %.0f %% of the time with %s, which could do more.",
              100 * first.clientBusy(),
              first.contender().label()));
    }
    if (ranking.stream().anyMatch(each -> each.forks() < FORKS_FOR_A_SPREAD)) {
      sentence.append(" One JVM each is a first look and no evidence.");
    }
    return sentence.toString();
  }

  /**
   * The ratio lies between the quotients of opposite ends: wider than need be, never too narrow.
   */
  private static String ratio(Summary first, Summary other) {
    Interval a = first.requestsPerSecond();
    Interval b = other.requestsPerSecond();
    String ratio =
        String.format(
            Locale.ROOT,
            "%.2f× the requests per second of %s",
            a.estimate() / b.estimate(),
            other.contender().label());
    return first.forks() < FORKS_FOR_A_SPREAD || other.forks() < FORKS_FOR_A_SPREAD
        ? ratio
        : ratio
            + String.format(Locale.ROOT, " [%.2f, %.2f]", a.low() / b.high(), a.high() / b.low());
  }

  private static String words(Scenario scenario) {
    return scenario.resource()
        + (scenario.connections() == 1
            ? " over one "
            : String.format(Locale.ROOT, " over %,d ", scenario.connections()))
        + (scenario.keepAlive() ? "kept-alive connection" : "connection-per-request client")
        + (scenario.connections() == 1 ? "" : "s")
        + (scenario.deferAccept() ? ", accepted when their first bytes are there" : "");
  }
}
