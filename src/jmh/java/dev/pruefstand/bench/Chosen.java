package dev.pruefstand.bench;

import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.trial.Absentee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.options.Options;

/**
 * What the user has chosen with JMH's own words, as an {@link Agenda}: all combinations of the
 * parameters that he gave and of those that the annotations give. A benchmark of single shots, each
 * of them a whole run, takes part in as many rounds as its annotations say.
 *
 * @param user JMH's options
 * @param rounds how many he wants; empty if he did not say
 */
record Chosen(Collection<BenchmarkListEntry> benchmarks, Options user, OptionalInt rounds) {
  /** What states run beforehand, where an invocation is a run. */
  private static final Duration SHOT_WARM_UP = Duration.ofSeconds(2);

  /**
   * All of it.
   *
   * @param usual how thoroughly the closed loop is measured, but where the user says otherwise
   * @throws IllegalArgumentException if nothing of it can be measured, or two contenders have the
   *     same name
   */
  Agenda agenda(Effort usual) {
    Effort effort = usual.unless(user, rounds);
    var steps = new ArrayList<Step>();
    var absentees = new LinkedHashSet<Absentee>();
    for (BenchmarkListEntry benchmark : benchmarks) {
      // Two values of a parameter that a contender has no use for are the same measurement.
      var seen = new HashSet<String>();
      for (Parameters each : combinations(benchmark)) {
        each.obstacle()
            .ifPresentOrElse(
                why -> absentees.add(new Absentee(each.entrant().label(), why)),
                () -> {
                  if (seen.add(each.identity())) {
                    steps.add(step(benchmark, each, effort));
                  }
                });
      }
    }
    var agenda = new Agenda(steps, List.copyOf(absentees));
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "expected something that can be measured here, found "
              + String.join(
                  "; ",
                  absentees.stream().map(each -> each.contender() + " " + each.reason()).toList()));
    }
    requireNames(agenda.entrants().stream().map(Entrant::label).toList());
    return agenda;
  }

  /** What results do not tell apart would become one contender. */
  private static void requireNames(List<String> labels) {
    if (Set.copyOf(labels).size() < labels.size()) {
      throw new IllegalArgumentException(
          "expected contenders with different names, found %s: name a program with exec:NAME=COMMAND"
              .formatted(labels));
    }
  }

  private Step step(BenchmarkListEntry benchmark, Parameters parameters, Effort effort) {
    boolean shots = benchmark.getMode() == Mode.SingleShotTime;
    String label = parameters.label();
    return new Step(
        benchmark.getUsername(),
        benchmark.getMode(),
        parameters,
        parameters.haveContender()
            ? label
            : simpleName(benchmark) + (label.isEmpty() ? "" : ", " + label),
        shots
            ? Effort.requireRounds(rounds.orElse(benchmark.getForks().orElse(1)))
            : effort.rounds(),
        shots ? shots(benchmark, parameters) : effort.fork());
  }

  private static String simpleName(BenchmarkListEntry benchmark) {
    String name = benchmark.getUserClassQName();
    return benchmark.getUsername().substring(name.lastIndexOf('.') + 1);
  }

  private Duration shots(BenchmarkListEntry benchmark, Parameters parameters) {
    int warmups = user.getWarmupIterations().orElse(benchmark.getWarmupIterations().orElse(1));
    int runs =
        user.getMeasurementIterations().orElse(benchmark.getMeasurementIterations().orElse(1));
    long seconds = Long.parseLong(parameters.values().getOrDefault("seconds", "1"));
    return SHOT_WARM_UP
        .multipliedBy(warmups)
        .plus(Duration.ofSeconds(seconds).multipliedBy(runs))
        .plus(Effort.OVERHEAD);
  }

  /** In the order in which JMH would have run them. */
  private List<Parameters> combinations(BenchmarkListEntry benchmark) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, String[]> parameter : annotated(benchmark).entrySet()) {
      Collection<String> values =
          user.getParameter(parameter.getKey()).orElse(Arrays.asList(parameter.getValue()));
      var more = new ArrayList<Map<String, String>>();
      for (Map<String, String> one : all) {
        for (String value : new LinkedHashSet<>(values)) {
          var with = new TreeMap<>(one);
          with.put(parameter.getKey(), value);
          more.add(with);
        }
      }
      all = more;
    }
    return all.stream().map(Parameters::of).toList();
  }

  private static Map<String, String[]> annotated(BenchmarkListEntry benchmark) {
    return new TreeMap<>(benchmark.getParams().orElse(Map.of()));
  }

  /**
   * The names behind {@code -p} in JMH's words.
   *
   * @throws IllegalArgumentException if none of the benchmarks has such a parameter: JMH would not
   *     mind, and measure something else than was asked for
   */
  static Set<String> requireParameters(String text, Collection<BenchmarkListEntry> benchmarks) {
    var there = new TreeSet<String>();
    benchmarks.forEach(each -> there.addAll(annotated(each).keySet()));
    Set<String> named = named(Words.of(text));
    for (String name : named) {
      if (!there.contains(name)) {
        throw new IllegalArgumentException(
            "expected -p with one of %s, found -p %s".formatted(there, name));
      }
    }
    return named;
  }

  /** {@code -p name=values}, and the same without the space, as JMH takes it. */
  static Set<String> named(List<String> words) {
    var names = new TreeSet<String>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String assignment =
          word.equals("-p") && i + 1 < words.size()
              ? words.get(i + 1)
              : word.matches("-p\\w+=.*") ? word.substring(2) : "";
      if (assignment.contains("=")) {
        names.add(assignment.substring(0, assignment.indexOf('=')));
      }
    }
    return names;
  }
}
