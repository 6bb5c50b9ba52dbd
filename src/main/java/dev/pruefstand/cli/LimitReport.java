package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.limit.Beyond;
import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.penetrator.limit.Step;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What the search for a limit tells people: a line for each repetition, a table of the rates, a
 * sentence.
 */
final class LimitReport {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double MILLIS_PER_SECOND = 1e3;
  private static final long AT_ONCE_MILLIS = 50;

  /** An interval's upper end by its lower one. */
  private static final double WIDE = 1.05;

  private final Objective objective;
  private final PrintWriter out;

  LimitReport(Objective objective, PrintWriter out) {
    this.objective = objective;
    this.out = out;
  }

  void begin(LoadPlan plan, int repetitions) {
    out.printf(
        "http://%s%s: which rate keeps %s? %d × %.1f s for each%n",
        plan.target().host(),
        plan.target().path(),
        objective.describe(),
        repetitions,
        plan.duration().toMillis() / MILLIS_PER_SECOND);
    out.flush();
  }

  void progress(Repetition repetition) {
    out.printf(
        "%,12.0f requests/s   p50 %,.2f ms   p99 %,.2f ms   %s%n",
        repetition.rate(),
        repetition.p50Nanos() / NANOS_PER_MILLI,
        repetition.p99Nanos() / NANOS_PER_MILLI,
        repetition.verdict());
    out.flush();
  }

  void goingBeyond() {
    out.println("Beyond the limit: 120 %, 150 %, and back to 50 %");
    out.flush();
  }

  /** The end of a search that has found no limit. */
  void end(Limit limit) {
    table(limit);
    out.println(withoutLimit(limit) + remarks(limit));
    out.flush();
  }

  void end(Limit limit, Beyond beyond) {
    table(limit);
    out.println(sentence(limit, beyond) + remarks(limit));
    out.flush();
  }

  /** Times and rates are those of the repetition in the middle. */
  private void table(Limit limit) {
    out.printf(
        "%n%12s %8s %10s %10s %10s %12s%n",
        "requests/s", "kept", "p50 ms", "p99 ms", "p99.9 ms", "answered/s");
    limit.steps().stream()
        .sorted(Comparator.comparingDouble(Step::rate))
        .forEach(
            step ->
                out.printf(
                    "%,12.0f %8s %,10.2f %,10.2f %,10.2f %,12.0f%s%n",
                    step.rate(),
                    step.keptCount() + " of " + step.all().size(),
                    median(step, each -> each.p50Nanos() / NANOS_PER_MILLI),
                    median(step, each -> each.p99Nanos() / NANOS_PER_MILLI),
                    median(step, each -> each.p999Nanos() / NANOS_PER_MILLI),
                    median(step, Repetition::achieved),
                    step.generatorLimited() ? "   the load generator was the limit" : ""));
    out.println();
  }

  private static double median(Step step, ToDoubleFunction<Repetition> figure) {
    List<Double> sorted = step.all().stream().map(figure::applyAsDouble).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private String withoutLimit(Limit limit) {
    if (limit.highestKept().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "keeps %s at no rate: even %,.0f/s break it",
          objective.describe(),
          limit.lowestBroken().map(Step::rate).orElse(0.0));
    }
    double kept = limit.highestKept().get().rate();
    return limit.lowestBroken().isEmpty()
        ? String.format(
            Locale.ROOT,
            "keeps %s up to %,.0f requests/s, the highest rate tried",
            objective.describe(),
            kept)
        : String.format(
            Locale.ROOT,
            "keeps %s at %,.0f requests/s and not at %,.0f: no closer after %d rates",
            objective.describe(),
            kept,
            limit.lowestBroken().get().rate(),
            limit.steps().size());
  }

  private String sentence(Limit limit, Beyond beyond) {
    return String.format(
        Locale.ROOT,
        "keeps %s up to %,.0f requests/s [%s, %s]; at 120 %% it answers %,.0f/s in time, at 150 %%"
            + " %,.0f/s; %s",
        objective.describe(),
        limit.highestKept().map(Step::rate).orElse(0.0),
        end(limit.keptByAll()),
        end(limit.brokenByAll()),
        beyond.at120().goodput(),
        beyond.at150().goodput(),
        recovered(beyond));
  }

  private static String recovered(Beyond beyond) {
    if (beyond.recovery().isEmpty()) {
      return "it does not recover within 30 s";
    }
    long millis = beyond.recovery().get().toMillis();
    return millis < AT_ONCE_MILLIS
        ? "it recovers at once"
        : String.format(Locale.ROOT, "it recovers within %.1f s", millis / MILLIS_PER_SECOND);
  }

  /** An end of the interval; unknown if the repetitions agreed nowhere on that side. */
  private static String end(OptionalDouble rate) {
    return rate.isPresent() ? String.format(Locale.ROOT, "%,.0f", rate.getAsDouble()) : "?";
  }

  private static boolean isWide(Limit limit) {
    return limit.keptByAll().isEmpty()
        || limit.brokenByAll().isEmpty()
        || limit.brokenByAll().getAsDouble() > WIDE * limit.keptByAll().getAsDouble();
  }

  private static String remarks(Limit limit) {
    var remarks = new StringBuilder();
    if (limit.disagreements() > 0) {
      remarks.append(
          String.format(
              Locale.ROOT,
              "%nRepetitions disagreed at %d of %d rates: the machine or the server is not always"
                  + " the same%s.",
              limit.disagreements(),
              limit.steps().size(),
              isWide(limit) ? ", and the interval is wide for it" : ""));
    }
    if (limit.generatorLimited()) {
      remarks.append(
          String.format(
              Locale.ROOT,
              "%nThe load generator was the limit: the server's own may be higher. More --workers"
                  + " or another machine would tell."));
    }
    return remarks.toString();
  }
}
