package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.OpenLoop;
import dev.pruefstand.penetrator.limit.LimitSearch;
import dev.pruefstand.penetrator.limit.Objective;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the highest rate that keeps an objective is looked for, as options. */
final class FindLimitOptions {
  private static final Duration DEFAULT_STEP = Duration.ofSeconds(3);
  private static final int DEFAULT_REPETITIONS = 3;
  private static final double DEFAULT_RATE = 1_000;

  @Option(
      names = "--find-limit",
      description = {
        "Search the highest rate that keeps the objective of --slo, beginning with --rate or 1,000"
            + " requests per second, and see what lies beyond."
      })
  private boolean findLimit;

  @Option(
      names = "--slo",
      paramLabel = "OBJECTIVE",
      description = {
        "With --find-limit: 'p99<10ms', 'p99.9<500us', 'max<1s', of the response time; in quotes,"
            + " because of the shell."
      })
  private @Nullable String objective;

  @Option(
      names = "--step",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "With --find-limit: how long each rate is tried. Default: 3s.")
  private @Nullable Duration step;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = {
        "With --find-limit: how often; the majority decides. Runs that fail their certificate"
            + " through the client or the machine are repeated, up to as many again. Default: 3."
      })
  private @Nullable Integer repetitions;

  /** Whether a limit is to be found. */
  boolean given() {
    return findLimit;
  }

  /**
   * The objective.
   *
   * @throws IllegalArgumentException if there is none; one clear line
   */
  Objective objective() {
    if (objective == null) {
      throw new IllegalArgumentException("expected --slo with --find-limit, 'p99<10ms' say");
    }
    return Objective.parse(objective);
  }

  /** The search that begins with a plan. */
  LimitSearch search(LoadPlan plan) {
    if (!(plan.model() instanceof OpenLoop open)) {
      throw new IllegalArgumentException("expected a plan with a rate");
    }
    return LimitSearch.from(open.requestsPerSecond(), repetitions(), plan.duration());
  }

  int repetitions() {
    return repetitions == null ? DEFAULT_REPETITIONS : repetitions;
  }

  /**
   * The plan of a load, or of the first step of a search.
   *
   * @throws IllegalArgumentException if the options contradict each other; one clear line
   */
  LoadPlan plan(LoadOptions load, OutputFiles files) {
    if (findLimit) {
      if (files.ofOneRun()) {
        throw new IllegalArgumentException(
            "expected --hlog and --csv without --find-limit, which makes many runs");
      }
      if (repetitions() < 1) {
        throw new IllegalArgumentException("expected --repetitions from 1, found " + repetitions);
      }
      objective();
      LoadPlan plan = load.planOfStep(DEFAULT_RATE, step == null ? DEFAULT_STEP : step);
      search(plan);
      return plan;
    }
    if (objective != null || step != null || repetitions != null) {
      throw new IllegalArgumentException(
          "expected --slo, --step and --repetitions with --find-limit only");
    }
    return load.plan();
  }
}
