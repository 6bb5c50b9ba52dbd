package dev.pruefstand.bench;

import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.trial.Absentee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All that a campaign is going to measure.
 *
 * @param absentees who should have been in it, and why they are not, or not everywhere
 */
record Agenda(List<Step> steps, List<Absentee> absentees) {
  /** Copies the lists. */
  Agenda {
    steps = List.copyOf(steps);
    absentees = List.copyOf(absentees);
  }

  /** How many rounds there are: some steps may take part in fewer. */
  int rounds() {
    return steps.stream().mapToInt(Step::rounds).max().orElse(0);
  }

  /** How many forks there are in all rounds. */
  int forks() {
    return steps.stream().mapToInt(Step::rounds).sum();
  }

  /** About how long all of it takes. */
  Duration estimate() {
    return steps.stream()
        .map(step -> step.fork().multipliedBy(step.rounds()))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Who is asked, without the load generator's own benchmarks. */
  List<Entrant> entrants() {
    return steps.stream()
        .map(Step::parameters)
        .filter(Parameters::haveContender)
        .map(parameters -> parameters.values().get(Parameters.STRATEGY))
        .distinct()
        .map(Entrant::of)
        .toList();
  }

  /** The flags with which a contender's JVM is first to be started. */
  List<String> flags(Entrant entrant) {
    return steps.stream()
        .map(Step::parameters)
        .filter(Parameters::haveContender)
        .filter(parameters -> parameters.entrant().parameter().equals(entrant.parameter()))
        .map(Parameters::flags)
        .findFirst()
        .orElse(List.of());
  }

  /** The same without some contenders, of whom it is told why they are missing. */
  Agenda without(Predicate<Entrant> unwanted, List<Absentee> missing) {
    var all = new ArrayList<>(absentees);
    all.addAll(missing);
    return new Agenda(
        steps.stream()
            .filter(
                step ->
                    !step.parameters().haveContender()
                        || !unwanted.test(step.parameters().entrant()))
            .toList(),
        all);
  }
}
