package dev.pruefstand.bench;

import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Carries out a plan, question by question, and writes what is measured after each of them, so that
 * an interrupted campaign keeps what it has.
 */
final class CampaignRun {
  private final Plan plan;
  private final CommandLineOptions user;
  private final CampaignFolder folder;
  private final PrintStream out;
  private final List<RunResult> results = new ArrayList<>();
  private final List<Trial> trials = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * A campaign that has not begun.
   *
   * @param user JMH's own options as the user gave them; they win over the plan's
   */
  CampaignRun(Plan plan, CommandLineOptions user, CampaignFolder folder, PrintStream out) {
    this.plan = plan;
    this.user = user;
    this.folder = folder;
    this.out = out;
  }

  /** Runs the plan's matrices, and the harness' own cost first. */
  void runPlan() throws IOException {
    List<Matrix> matrices =
        plan.matrices().stream().map(Matrix::availableHere).filter(m -> m.size() > 0).toList();
    int left = matrices.stream().mapToInt(Matrix::size).sum();
    if (plan != Plan.SMOKE) {
      announce("What does the harness itself cost?", Duration.ofSeconds(15), left);
      run(options().forks(1).include(BaselineBenchmark.class.getName()), 2);
    }
    for (Matrix matrix : matrices) {
      announce(matrix.question(), plan.estimate(matrix.size()), left);
      ChainedOptionsBuilder options = options();
      matrix.applyTo(options);
      run(options, matrix.size());
      left -= matrix.size();
    }
  }

  /** Runs what the user has chosen with JMH's own words, over the annotations' parameters. */
  void runChosen(String include) throws IOException {
    ChainedOptionsBuilder options = options();
    if (!include.isEmpty()) {
      options.include(include);
    } else if (user.getIncludes().isEmpty()) {
      options.include(ThroughputBenchmark.class.getName());
    }
    // How many combinations that makes only JMH knows, so the first failure ends it.
    run(options.shouldFailOnError(true), 1);
  }

  private void announce(String question, Duration time, int left) {
    out.printf(
        "%n═══ %s  (about %s; the rest of the campaign about %s)%n%n",
        question, words(time), words(plan.estimate(left)));
  }

  private ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder().parent(user).addProfiler(LoadProfiler.class);
    if (!user.getForkCount().hasValue()) {
      options.forks(plan.forks());
    }
    if (!user.getWarmupIterations().hasValue()) {
      options.warmupIterations(plan.warmups());
    }
    if (!user.getMeasurementIterations().hasValue()) {
      options.measurementIterations(plan.measurements());
    }
    TimeValue iteration = TimeValue.milliseconds(plan.iteration().toMillis());
    if (!user.getWarmupTime().hasValue()) {
      options.warmupTime(iteration);
    }
    if (!user.getMeasurementTime().hasValue()) {
      options.measurementTime(iteration);
    }
    return options;
  }

  /**
   * Runs and writes down. A fork that throws costs JMH its combination, silently; so the rest goes
   * on, but what is missing is counted and the campaign fails.
   */
  private void run(ChainedOptionsBuilder options, int expected) throws IOException {
    try {
      Collection<RunResult> found = new Runner(options.build()).run();
      if (found.size() < expected) {
        failures.add(
            "expected results of %d combinations, found %d: see the <failure> above"
                .formatted(expected, found.size()));
      }
      results.addAll(found);
      trials.addAll(TrialReader.read(found, folder));
    } catch (RunnerException failure) {
      failures.add(failure.getMessage());
    }
    folder.writeTrials(trials);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, folder.jmhJson().toString())
        .writeOut(results);
  }

  List<Trial> trials() {
    return trials;
  }

  /** Why parts of the campaign failed; empty if none did. */
  List<String> failures() {
    return failures;
  }

  /** "40 s", "9 min". */
  static String words(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 90
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d min", Math.round(seconds / 60.0));
  }
}
