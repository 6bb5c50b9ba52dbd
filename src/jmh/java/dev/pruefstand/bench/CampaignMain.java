package dev.pruefstand.bench;

import dev.pruefstand.analysis.Conclusion;
import dev.pruefstand.analysis.Remarks;
import dev.pruefstand.analysis.Summary;
import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.bench.leash.Orphan;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.ServerJvm;
import dev.pruefstand.chart.Charts;
import dev.pruefstand.trial.Absentee;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.CampaignFolder;
import dev.pruefstand.trial.Deviation;
import dev.pruefstand.trial.Environment;
import dev.pruefstand.trial.EnvironmentProbe;
import dev.pruefstand.trial.Group;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
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
  private static final int AS_PLANNED = 0;

  @Option(names = "--plan", description = "smoke, default or full")
  private String plan = "default";

  @Option(
      names = "--rounds",
      description = "how many there are; ${DEFAULT-VALUE}: as many as the plan says")
  private int rounds = AS_PLANNED;

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
    Plan usual = Plan.of(plan.isBlank() ? "default" : plan);
    CommandLineOptions user = jmhOptions(jmhArgs);
    if (onlyAsks(user)) {
      return 0;
    }
    Effort effort = usual.effort().unless(user, rounds(user));
    Optional<Agenda> chosen = chosen(user, effort);
    Agenda agenda = chosen.orElseGet(() -> usual.agenda(effort));
    long seed = System.nanoTime();
    Environment environment =
        EnvironmentProbe.probe(chosen.isPresent() ? "chosen" : usual.label())
            .with("seed of the order", Long.toString(seed))
            .with("processors", Cores.divide().describe())
            .with("server flags", String.join(" ", ServerJvm.flags(Cores.divide(), List.of())));
    CampaignFolder folder = CampaignFolder.create(results, name(environment));
    folder.writeEnvironment(environment);
    folder.writeAbsentees(agenda.absentees());
    announce(agenda, environment, folder);
    if (chosen.isPresent()) {
      out.println("What you chose:");
    } else {
      out.println("Plan " + usual.label() + ":");
      usual.matrices().forEach(matrix -> out.println("  " + matrix.question()));
      if (!usual.idle().isEmpty()) {
        out.println("  " + Plan.IDLE);
      }
    }
    out.printf(
        "%d combinations, a fork each in every round, rounds: %d, about %s in all.%n",
        agenda.steps().size(), agenda.rounds(), CampaignRun.words(agenda.estimate()));

    var failures = new ArrayList<String>();
    Agenda fair = chosen.isPresent() ? audited(agenda, folder, failures) : agenda;
    var campaign = new CampaignRun(fair, new JmhFork(user, effort, out), folder, out);
    try (var _ = new LastWord(() -> "Ended early: " + campaign.standing() + " draws them.", out)) {
      campaign.run(seed);
    }
    conclude(folder, campaign);
    failures.addAll(campaign.failures());
    failures.forEach(failure -> out.println("FAILED: " + failure));
    return failures.isEmpty() ? 0 : 1;
  }

  /** What the user chose with JMH's words, if he did. */
  private Optional<Agenda> chosen(CommandLineOptions user, Effort effort) throws IOException {
    var patterns = new ArrayList<>(user.getIncludes());
    if (!include.isBlank()) {
      patterns.add(include.strip());
    }
    boolean parameters = !Chosen.named(Words.of(jmhArgs)).isEmpty();
    if (patterns.isEmpty() && !parameters) {
      return Optional.empty();
    }
    if (patterns.isEmpty()) {
      patterns.add(ThroughputBenchmark.class.getName());
    }
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
    Set<BenchmarkListEntry> benchmarks =
        BenchmarkList.defaultList().find(silent, patterns, user.getExcludes());
    if (benchmarks.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a pattern that matches a benchmark, found "
              + String.join(" ", patterns)
              + "; -Djmh.args=-l lists them");
    }
    Chosen.requireParameters(jmhArgs, benchmarks);
    return Optional.of(new Chosen(benchmarks, user, rounds(user)).agenda(effort));
  }

  /** As many as the user wants: our word for it, or JMH's. */
  private OptionalInt rounds(CommandLineOptions user) {
    if (rounds != AS_PLANNED) {
      return OptionalInt.of(rounds);
    }
    return user.getForkCount().hasValue()
        ? OptionalInt.of(user.getForkCount().get())
        : OptionalInt.empty();
  }

  /**
   * Guests and chosen peers are held against what is demanded of all before they are measured: the
   * agenda without those whose very answers are wrong.
   */
  private Agenda audited(Agenda agenda, CampaignFolder folder, List<String> failures)
      throws IOException {
    List<Entrant> strangers =
        agenda.entrants().stream().filter(each -> each.group() != Group.OURS).toList();
    if (strangers.isEmpty()) {
      return agenda;
    }
    var deviations = new ArrayList<Deviation>();
    var refused = new HashSet<String>();
    var missing = new ArrayList<Absentee>();
    for (Entrant each : strangers) {
      out.printf("%nIs the work of %s the same as everybody's?%n", each.label());
      GuestAudit audit = GuestAudit.of(each, ServedFile.SITE, agenda.flags(each));
      audit.print(out);
      deviations.addAll(audit.deviations());
      audit
          .failure()
          .ifPresent(
              why -> {
                failures.add(why);
                refused.add(each.parameter());
                missing.add(new Absentee(each.label(), why));
              });
    }
    folder.writeDeviations(deviations);
    Agenda fair = agenda.without(each -> refused.contains(each.parameter()), missing);
    folder.writeAbsentees(fair.absentees());
    return fair;
  }

  private static CommandLineOptions jmhOptions(String text) {
    try {
      var options = new CommandLineOptions(Words.of(text).toArray(String[]::new));
      requireComparable(options);
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

  private void announce(Agenda agenda, Environment environment, CampaignFolder folder) {
    out.println();
    out.println(
        "Prüfstand: which way of serving HTTP connections is faster here, and by how much?");
    out.println(environment.machine());
    out.println("Each server in a JVM of its own, " + Cores.divide().describe() + ".");
    agenda.absentees().forEach(each -> out.println(each.contender() + ": " + each.reason()));
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
    Remarks.inFull(measured).forEach(remark -> out.println(remark + "."));
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
