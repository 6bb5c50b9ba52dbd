package dev.pruefstand.bench;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;

import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.IdleRun;
import dev.pruefstand.trial.ResponseRun;
import dev.pruefstand.trial.Trial;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Carries out a plan in rounds: in each, every combination is measured in one fork, in a random
 * order of its own, so that a machine that gets slower or busier does so for all alike. What is
 * measured is written after each round, so that an interrupted campaign keeps what it has.
 */
final class CampaignRun {
  private final Plan plan;
  private final CommandLineOptions user;
  private final CampaignFolder folder;
  private final PrintStream out;
  private final MergedRuns runs = new MergedRuns();
  private final TrialReader reader;
  private final ResponseTimeReader responseTimeReader;
  private final List<Trial> trials = new ArrayList<>();
  private final List<ResponseRun> responseRuns = new ArrayList<>();
  private final IdleReader idleReader = new IdleReader();
  private final List<IdleRun> idleRuns = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * One fork of a round.
   *
   * @param isIdle whether it holds idle connections, once, and for as long as that takes
   */
  private record Step(String label, boolean isIdle, Consumer<ChainedOptionsBuilder> parameters) {}

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
    this.reader = new TrialReader(folder);
    this.responseTimeReader = new ResponseTimeReader(folder);
  }

  /** Runs the plan, and the harness' own cost among its combinations. */
  void runPlan(long seed) throws IOException {
    var loaded = new ArrayList<Step>();
    loaded.add(
        new Step(
            "the load generator against fixed bytes",
            false,
            options -> options.include(BaselineBenchmark.class.getName() + ".fixedBytes")));
    for (Combination each : plan.combinations()) {
      loaded.add(new Step(each.label(), false, each::applyTo));
    }
    List<Step> idle = plan.idle().stream().map(CampaignRun::idle).toList();
    int forks = user.getForkCount().orElse(plan.forks());
    int idleForks = Math.min(forks, plan.idleForks());
    var order = new Random(seed);
    int all = forks * loaded.size() + idleForks * idle.size();
    int done = 0;
    for (int round = 1; round <= forks; round++) {
      int idleRounds = Math.max(0, idleForks - round + 1);
      Duration toGo = plan.estimate((forks - round + 1) * loaded.size(), idleRounds * idle.size());
      out.printf(
          "%n═══ Round %d of %d, about %s to go. Requests/s of each iteration, warm-up in"
              + " brackets:%n",
          round, forks, words(toGo));
      var steps = new ArrayList<>(loaded);
      if (idleRounds > 0) {
        steps.addAll(idle);
      }
      Collections.shuffle(steps, order);
      for (Step step : steps) {
        done++;
        out.printf("%4d/%d  %-62s", done, all, step.label());
        out.flush();
        run(step);
        out.println();
      }
      write();
    }
  }

  private static Step idle(Entrant entrant) {
    return new Step(
        entrant.contender(0).label() + ", idle connections",
        true,
        options ->
            options
                .include(IdleConnectionsBenchmark.class.getName())
                .param("strategy", entrant.parameter()));
  }

  private void run(Step step) {
    ChainedOptionsBuilder options = (step.isIdle() ? bareOptions() : options()).forks(1);
    step.parameters().accept(options);
    try {
      Collection<RunResult> found = new Runner(options.build(), new RoundFormat(out)).run();
      if (found.isEmpty()) {
        // A fork that throws costs JMH its result, silently; so the rest goes on, but it counts.
        failures.add("no result of " + step.label() + ": see the <failure> above");
      }
      add(found);
    } catch (RunnerException | IOException failure) {
      failures.add(step.label() + ": " + failure.getMessage());
    }
  }

  /**
   * Runs what the user has chosen with JMH's own words, over the annotations' parameters. A
   * benchmark of single shots, each of them a whole run, keeps the number of forks and iterations
   * that its annotations say; the others get the plan's. The user's words win over both.
   */
  void runChosen(String include) throws IOException {
    var patterns = new ArrayList<String>(user.getIncludes());
    if (!include.isEmpty()) {
      patterns.add(include);
    } else if (patterns.isEmpty()) {
      patterns.add(ThroughputBenchmark.class.getName());
    }
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    Map<Boolean, List<String>> names =
        BenchmarkList.defaultList().find(silent, patterns, user.getExcludes()).stream()
            .collect(
                partitioningBy(
                    each -> each.getMode() == Mode.SingleShotTime,
                    mapping(BenchmarkListEntry::getUsername, toList())));
    runChosen(options().forks(user.getForkCount().orElse(plan.forks())), patterns, names, false);
    runChosen(bareOptions(), patterns, names, true);
    write();
  }

  /** Runs one of the two kinds of benchmarks, if it was chosen. */
  private void runChosen(
      ChainedOptionsBuilder options,
      List<String> patterns,
      Map<Boolean, List<String>> names,
      boolean singleShots)
      throws IOException {
    if (names.getOrDefault(singleShots, List.of()).isEmpty()) {
      return;
    }
    patterns.forEach(options::include);
    names
        .getOrDefault(!singleShots, List.of())
        .forEach(other -> options.exclude("^" + Pattern.quote(other) + "$"));
    try {
      // How many combinations that makes only JMH knows, so the first failure ends it.
      add(new Runner(options.shouldFailOnError(true).build()).run());
    } catch (RunnerException failure) {
      failures.add(String.valueOf(failure.getMessage()));
    }
  }

  private ChainedOptionsBuilder bareOptions() {
    return new OptionsBuilder().parent(user).addProfiler(LoadProfiler.class);
  }

  private ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options = bareOptions();
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

  private void add(Collection<RunResult> found) throws IOException {
    runs.add(found);
    trials.addAll(reader.read(found));
    responseRuns.addAll(responseTimeReader.read(found));
    idleRuns.addAll(idleReader.read(found));
  }

  private void write() throws IOException {
    folder.writeTrials(trials);
    if (!responseRuns.isEmpty()) {
      folder.writeResponseTimes(responseRuns);
    }
    if (!idleRuns.isEmpty()) {
      folder.writeIdle(idleRuns);
    }
    ResultFormatFactory.getInstance(ResultFormatType.JSON, folder.jmhJson().toString())
        .writeOut(runs.results());
  }

  /** JMH's results, the forks of each combination together. */
  List<RunResult> results() {
    return runs.results();
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
