package dev.pruefstand.bench;

import dev.pruefstand.analysis.Conclusion;
import dev.pruefstand.analysis.Summary;
import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.bench.leash.Orphan;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.ServerJvm;
import dev.pruefstand.chart.Charts;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Environment;
import dev.pruefstand.trial.EnvironmentProbe;
import dev.pruefstand.trial.ProcessFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code mvn -P jmh verify} starts. */
@Command(name = "campaign", description = "Measures, and writes results/<campaign>/.")
public final class CampaignMain implements Callable<Integer> {
  @Option(names = "--plan", description = "smoke, default or full")
  private String plan = "default";

  @Option(names = "--include", description = "a JMH benchmark pattern, in place of the plan")
  private String include = "";

  @Option(
      names = "--jmh-args",
      defaultValue = "${env:PRUEFSTAND_JMH_ARGS:-}",
      description = "JMH's own options, -p strategy=POOL say")
  private String jmhArgs = "";

  @Option(names = "--results", description = "where campaigns are written")
  private Path results = Path.of("results");

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Exits with 0, with 1 if something failed, with 2 on wrong input. */
  public static void main(String[] args) {
    // Figures look the same wherever they were measured.
    Locale.setDefault(Locale.ROOT);
    Orphan.endsWithItsParent();
    CommandLine line = new CommandLine(new CampaignMain());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
          command.getErr().println(message);
          return failure instanceof IllegalArgumentException ? 2 : 1;
        });
    System.exit(line.execute(args));
  }

  @Override
  public Integer call() throws IOException {
    Plan chosen = Plan.of(plan.isBlank() ? "default" : plan);
    CommandLineOptions user = jmhOptions(jmhArgs);
    if (onlyAsks(user)) {
      return 0;
    }
    requireMatch(include.strip(), user);
    boolean custom = !include.isBlank() || !user.getIncludes().isEmpty() || hasParameters(jmhArgs);
    long seed = System.nanoTime();
    Environment environment =
        EnvironmentProbe.probe(custom ? "chosen" : chosen.label())
            .with("seed of the order", Long.toString(seed))
            .with("processors", Cores.divide().describe())
            .with("server flags", String.join(" ", serverFlags(user)));
    CampaignFolder folder = CampaignFolder.create(results, name(environment));
    folder.writeEnvironment(environment);
    announce(chosen, custom, environment, folder);

    var campaign = new CampaignRun(chosen, user, folder, out);
    if (custom) {
      campaign.runChosen(include.strip());
    } else {
      campaign.runPlan(seed);
    }
    conclude(folder, campaign);
    campaign.failures().forEach(failure -> out.println("FAILED: " + failure));
    return campaign.failures().isEmpty() ? 0 : 1;
  }

  private static List<String> serverFlags(CommandLineOptions user) {
    return ServerJvm.flags(
        Cores.divide(),
        user.getParameter("serverFlags").orElse(List.of()).stream()
            .flatMap(flags -> Words.of(flags).stream())
            .toList());
  }

  private static CommandLineOptions jmhOptions(String text) {
    try {
      var options = new CommandLineOptions(Words.of(text).toArray(String[]::new));
      requireComparable(options);
      requireTellable(options);
      return options;
    } catch (CommandLineOptionException wrong) {
      throw new IllegalArgumentException(
          "expected JMH options in -Djmh.args, found " + text + ": " + wrong.getMessage(), wrong);
    }
  }

  /** Scores are read as requests per second of one load generator: nothing else may become one. */
  private static void requireComparable(CommandLineOptions options) {
    boolean otherMode = options.getBenchModes().stream().anyMatch(mode -> mode != Mode.Throughput);
    boolean otherUnit = options.getTimeUnit().orElse(TimeUnit.SECONDS) != TimeUnit.SECONDS;
    if (otherMode || otherUnit || options.getThreads().orElse(1) != 1) {
      throw new IllegalArgumentException(
          "expected throughput per second of one thread, found another -bm, -tu or -t in"
              + " -Djmh.args: scale with -p connections and -p threads");
    }
  }

  /** What a result does not name must be the same for all of a campaign. */
  private static void requireTellable(CommandLineOptions options) {
    for (String setting : List.of("isolation", "serverFlags")) {
      if (options.getParameter(setting).orElse(List.of()).size() > 1) {
        throw new IllegalArgumentException(
            "expected one value of -p %s in a campaign, found %s: run one campaign for each"
                .formatted(setting, options.getParameter(setting).get()));
      }
    }
    List<String> labels =
        options.getParameter("strategy").orElse(List.of()).stream()
            .map(Entrant::of)
            .map(Entrant::label)
            .toList();
    if (Set.copyOf(labels).size() < labels.size()) {
      throw new IllegalArgumentException(
          "expected contenders with different names, found %s: name a program with exec:NAME=COMMAND"
              .formatted(labels));
    }
  }

  /**
   * JMH's own questions, {@code -h} and {@code -l} and their kin, are answered and nothing is run.
   */
  private static boolean onlyAsks(CommandLineOptions user) throws IOException {
    if (user.shouldHelp()) {
      user.showHelp();
    } else if (user.shouldList()) {
      new Runner(user).list();
    } else if (user.shouldListWithParams()) {
      new Runner(user).listWithParams(user);
    } else if (user.shouldListProfilers()) {
      user.listProfilers();
    } else {
      return false;
    }
    return true;
  }

  /** What matches nothing is wrong input, and leaves no campaign behind. */
  private static void requireMatch(String include, CommandLineOptions user) {
    var patterns = new ArrayList<String>(user.getIncludes());
    if (!include.isEmpty()) {
      patterns.add(include);
    }
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    if (BenchmarkList.defaultList().find(silent, patterns, user.getExcludes()).isEmpty()) {
      throw new IllegalArgumentException(
          "expected a pattern that matches a benchmark, found "
              + String.join(" ", patterns)
              + "; -Djmh.args=-l lists them");
    }
  }

  private static boolean hasParameters(String text) {
    return Words.of(text).stream().anyMatch(word -> word.matches("-p(\\w+=.*)?"));
  }

  /** The day, the processor and the plan: no host's name. */
  private static String name(Environment environment) {
    String processor =
        environment
            .cpu()
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\((r|tm)\\)|processor|cpu|@.*", " ")
            .strip()
            .replaceAll("[^a-z0-9]+", "-");
    String suffix = environment.plan().equals("default") ? "" : "-" + environment.plan();
    return "%s-%s-%d-cores%s".formatted(environment.date(), processor, environment.cores(), suffix);
  }

  private void announce(
      Plan chosen, boolean custom, Environment environment, CampaignFolder folder) {
    out.println();
    out.println(
        "Prüfstand: which way of serving HTTP connections is faster here, and by how much?");
    out.println(environment.machine());
    out.println("Each server in a JVM of its own, " + Cores.divide().describe() + ".");
    for (Entrant entrant : Entrant.oursAndPeers()) {
      entrant
          .unavailability()
          .ifPresent(why -> out.printf("%s is left out: %s%n", entrant.label(), why));
      if (!entrant.servesSeveralAtOnce()) {
        out.printf(
            "%s is left out where several connections are kept alive: it serves one at a time%n",
            entrant.label());
      }
    }
    if (custom) {
      out.println("Running what you chose; JMH will say how long that takes.");
    } else {
      for (Matrix matrix : chosen.matrices()) {
        out.printf("  %-44s %3d combinations%n", matrix.question(), matrix.combinations().size());
      }
      out.printf(
          "  %-44s %3d contenders%s%n",
          Plan.IDLE,
          chosen.idle().size(),
          ProcessFigures.tellResidentBytes() ? "" : ": this system does not tell resident memory");
      out.printf(
          "Plan %s: %d combinations, a fork each in every round, rounds: %d, about %s in all.%n",
          chosen.label(),
          chosen.combinations().size(),
          chosen.forks(),
          CampaignRun.words(chosen.estimate()));
    }
    Charts.missingFont().ifPresent(out::println);
    out.println("Results go to " + folder.path());
  }

  private void conclude(CampaignFolder folder, CampaignRun run) throws IOException {
    AccuracyReport.conclude(run.results(), folder, out);
    Campaign measured = folder.read();
    List<Summary> summaries = Summary.of(folder, measured);
    if (!summaries.isEmpty()) {
      CampaignTable.print(summaries, out);
      CampaignTable.printBaseline(run.results(), out);
      out.println();
      Conclusion.of(summaries).ifPresent(out::println);
    }
    ResponseTimeTable.print(measured.responseRuns(), out);
    IdleTable.print(measured.idleRuns(), out);
    if (summaries.isEmpty()
        && measured.responseRuns().isEmpty()
        && measured.accuracyRuns().isEmpty()
        && measured.idleRuns().isEmpty()) {
      out.println("No server was measured, so there is nothing to draw. See " + folder.jmhJson());
      return;
    }
    out.println();
    Optional<String> missingFont = Charts.missingFont();
    if (missingFont.isPresent()) {
      out.println(missingFont.get());
      out.println(
          "Then draw the charts without measuring again: ./pruefstand chart " + folder.path());
    } else {
      Charts.draw(measured, summaries, folder.charts())
          .forEach(picture -> out.println("  " + picture));
    }
    out.println("JMH's own JSON, for any JMH viewer: " + folder.jmhJson());
  }
}
