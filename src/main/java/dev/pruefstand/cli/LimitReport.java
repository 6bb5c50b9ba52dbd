package dev.pruefstand.cli;

import dev.pruefstand.analysis.LoadCertificate;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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

  private static final String UNKNOWN = "ended early: what lies beyond is not known";

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

  /** The end of a search: what is known, and whether it may be believed. */
  void end(Limit limit, Optional<Beyond> beyond) {
    table(limit);
    unfinished(limit.unfinished());
    out.println((limit.isFound() ? sentence(limit, beyond) : withoutLimit(limit)) + remarks(limit));
    certificates(limit, beyond);
    out.println(LimitVerdict.of(limit));
    out.flush();
  }

  private void unfinished(List<Repetition> runs) {
    if (!runs.isEmpty()) {
      out.printf(
          "Ended early while it tried %,.0f requests/s, which counts for nothing: kept %d of %d%n",
          runs.getFirst().rate(), runs.stream().filter(Repetition::kept).count(), runs.size());
    }
  }

  private void certificates(Limit limit, Optional<Beyond> beyond) {
    List<Repetition> runs =
        Stream.of(
                limit.steps().stream().flatMap(step -> step.all().stream()),
                limit.unfinished().stream(),
                beyond.stream().flatMap(each -> each.runs().stream()))
            .flatMap(Function.identity())
            .toList();
    List<String> lines = LimitCertificates.lines(runs);
    if (!lines.isEmpty()) {
      out.printf("%nCertificates of %,d runs%n", runs.size());
      lines.forEach(out::println);
    }
    out.println();
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
                    step.keptCount() + " of " + step.votes().size(),
                    median(step, each -> each.p50Nanos() / NANOS_PER_MILLI),
                    median(step, each -> each.p99Nanos() / NANOS_PER_MILLI),
                    median(step, each -> each.p999Nanos() / NANOS_PER_MILLI),
                    median(step, Repetition::achieved),
                    step.isCertified()
                        ? ""
                        : "   not certified: " + LimitVerdict.doubts(step.all())));
    out.println();
  }

  private static double median(Step step, ToDoubleFunction<Repetition> figure) {
    List<Double> sorted = step.votes().stream().map(figure::applyAsDouble).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private String withoutLimit(Limit limit) {
    String early = limit.endedEarly() ? "ended early: " : "";
    if (limit.steps().isEmpty()) {
      return early + "no rate was tried to its end";
    }
    if (limit.highestKept().isEmpty()) {
      return early
          + String.format(
              Locale.ROOT,
              "keeps %s at no rate: even %,.0f/s break it",
              objective.describe(),
              limit.lowestBroken().map(Step::rate).orElse(0.0));
    }
    double kept = limit.highestKept().get().rate();
    return early
        + (limit.lowestBroken().isEmpty()
            ? String.format(
                Locale.ROOT,
                "keeps %s up to %,.0f requests/s [%s, ?], the highest rate tried",
                objective.describe(),
                kept,
                end(limit.keptByAll()))
            : String.format(
                Locale.ROOT,
                "keeps %s at %,.0f requests/s and not at %,.0f [%s, %s]: no closer after %d rates",
                objective.describe(),
                kept,
                limit.lowestBroken().get().rate(),
                end(limit.keptByAll()),
                end(limit.brokenByAll()),
                limit.steps().size()));
  }

  private String sentence(Limit limit, Optional<Beyond> beyond) {
    return String.format(
            Locale.ROOT,
            "keeps %s up to %,.0f requests/s [%s, %s]; ",
            objective.describe(),
            limit.highestKept().map(Step::rate).orElse(0.0),
            end(limit.keptByAll()),
            end(limit.brokenByAll()))
        + beyond.map(LimitReport::beyond).orElse(UNKNOWN);
  }

  private static String beyond(Beyond beyond) {
    return String.format(
        Locale.ROOT,
        "at 120 %% it answers %,.0f/s in time%s, at 150 %% %,.0f/s%s; %s",
        beyond.at120().goodput(),
        doubts(beyond.at120()),
        beyond.at150().goodput(),
        doubts(beyond.at150()),
        recovered(beyond));
  }

  private static String doubts(Repetition run) {
    return run.isBelieved() ? "" : " (not certified: " + LimitVerdict.doubts(List.of(run)) + ")";
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
  private static String end(Optional<Step> step) {
    return step.map(each -> String.format(Locale.ROOT, "%,.0f", each.rate())).orElse("?");
  }

  private static boolean isWide(Limit limit) {
    return limit.keptByAll().isEmpty()
        || limit.brokenByAll().isEmpty()
        || limit.brokenByAll().get().rate() > WIDE * limit.keptByAll().get().rate();
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
    if (isGeneratorsLimit(limit)) {
      remarks.append(
          String.format(
              Locale.ROOT,
              "%nThe load generator was the limit: the server's own may be higher. More --workers"
                  + " or another machine would tell."));
    }
    return remarks.toString();
  }

  private static boolean isGeneratorsLimit(Limit limit) {
    return limit.lowestBroken().filter(step -> !step.isCertified()).stream()
        .flatMap(step -> step.all().stream())
        .anyMatch(run -> run.evidence().doubts().contains(LoadCertificate.CLIENT));
  }
}
