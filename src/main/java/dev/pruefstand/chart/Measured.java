package dev.pruefstand.chart;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.pruefstand.analysis.Summary;
import dev.pruefstand.analysis.Usual;
import dev.pruefstand.trial.Scenario;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * What there is to draw, and the choices every chart makes alike. They are made from the data: a
 * campaign may hold any part of the matrix.
 */
record Measured(List<Summary> all) {
  /** The file that costs a server the least, so that its architecture shows the most. */
  private static final String SMALL = "hello.html";

  Measured {
    all = List.copyOf(all);
  }

  Palette palette() {
    return new Palette(all.stream().map(s -> s.contender().family()).toList());
  }

  Measured where(Predicate<Summary> wanted) {
    return new Measured(all.stream().filter(wanted).toList());
  }

  Measured keepAlive() {
    return where(s -> s.scenario().keepAlive());
  }

  /** Those that accept as usual, if there are any; else those that defer it. */
  Measured accepting() {
    Measured usual = where(s -> !s.scenario().deferAccept());
    return usual.all.isEmpty() ? this : usual;
  }

  /** One contender per strategy. */
  Measured usual() {
    return new Measured(Usual.of(all, all));
  }

  /** Every resource at the number of connections at which most resources were measured. */
  Measured atSharedConnections() {
    return best(
        groups(s -> s.scenario().connections()),
        m -> m.all.stream().map(s -> s.scenario().resource()).distinct().count());
  }

  /** {@code hello.html}, or the smallest resource there is. */
  Measured smallResource() {
    Optional<Scenario> small =
        all.stream()
            .map(Summary::scenario)
            .min(
                comparing((Scenario s) -> !s.resource().equals(SMALL))
                    .thenComparingLong(Scenario::bodyBytes)
                    .thenComparing(Scenario::resource));
    return where(s -> small.isPresent() && s.scenario().resource().equals(small.get().resource()));
  }

  /** Parts of the same key, in the order of the keys. */
  <K extends Comparable<K>> Collection<Measured> groups(Function<Summary, K> key) {
    Map<K, List<Summary>> groups = all.stream().collect(groupingBy(key, TreeMap::new, toList()));
    return groups.values().stream().map(Measured::new).toList();
  }

  /** Everything that was asked of the same resource over as many connections. */
  Collection<Measured> scenarios() {
    return groups(s -> "%s %9d".formatted(s.scenario().resource(), s.scenario().connections()));
  }

  /**
   * The group with the highest score, with most figures, with {@code hello.html}; the middle one of
   * equals.
   */
  static Measured best(Collection<Measured> groups, ToLongFunction<Measured> score) {
    Comparator<Measured> better =
        comparingLong(score)
            .thenComparingInt(m -> m.all.size())
            .thenComparing(
                m -> m.all.stream().anyMatch(s -> s.scenario().resource().equals(SMALL)));
    List<Measured> best =
        groups.stream()
            .filter(m -> groups.stream().noneMatch(other -> better.compare(other, m) > 0))
            .toList();
    return best.isEmpty() ? new Measured(List.of()) : best.get(best.size() / 2);
  }
}
