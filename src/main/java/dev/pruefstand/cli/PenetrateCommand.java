package dev.pruefstand.cli;

import dev.pruefstand.analysis.LoadCertificate;
import dev.pruefstand.analysis.LoadFigures;
import dev.pruefstand.evidence.Figures;
import dev.pruefstand.evidence.Surroundings;
import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.Unreachable;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.SteppedLoad;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.trial.Certificate;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Puts a server under load and reports what came back. */
@Command(
    name = "penetrate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Loads a server, checks every answer, records every time: in a closed loop, in which each"
          + " connection sends its next request when the last is answered, or with --rate in an"
          + " open one, in which requests are planned beforehand."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, and valid; or a limit was found, and its interval is certified",
      "1:the server could not be reached",
      "2:wrong input",
      "3:measured, but not valid: the certificate says why; or no valid limit was found"
    },
    footer = {
      "",
      "Ctrl-C ends a run or a search early and still reports. At the end stand the times of all"
          + " requests and a certificate: what was checked of the measurement itself, and whether"
          + " it may be believed."
    })
final class PenetrateCommand implements Callable<Integer> {
  private static final int USUAL_COLUMNS = 80;
  private static final Duration NOTHING_TO_REPORT = Duration.ofMillis(500);

  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Mixin
  private @SuppressWarnings("NullAway.Init") LoadOptions options;

  @Mixin
  private @SuppressWarnings("NullAway.Init") FindLimitOptions limit;

  @Mixin
  private @SuppressWarnings("NullAway.Init") OutputFiles files;

  @Override
  public Integer call() throws InterruptedException, IOException {
    LoadPlan plan;
    try {
      plan = limit.plan(options, files);
    } catch (IllegalArgumentException wrong) {
      throw wrong(wrong);
    }
    Platform platform =
        NativePlatform.current()
            .orElseThrow(
                () -> new IllegalStateException(NativePlatform.unavailability().orElse("")));
    try (OutputFiles.Opened opened = open()) {
      if (limit.given()) {
        return findLimit(plan, each -> new LoadRun(platform, each), opened);
      }
      var run = new LoadRun(platform, plan);
      return EarlyEnd.orWhenDone(
          run::stop, () -> patience(plan, run), () -> measure(plan, run, opened));
    }
  }

  /** Before the load has begun there is nothing to report, and perhaps nobody who connects. */
  private static Duration patience(LoadPlan plan, LoadRun run) {
    return run.hasBegun() ? EarlyEnd.afterAnswers(plan.timeout()) : NOTHING_TO_REPORT;
  }

  private int findLimit(LoadPlan plan, Function<LoadPlan, LoadRun> runs, OutputFiles.Opened opened)
      throws InterruptedException, IOException {
    Objective objective = limit.objective();
    var load = new SteppedLoad(plan, objective, runs, new SearchWitness(objective));
    var search = new FindLimit(plan, limit, spec.commandLine().getOut());
    try {
      return EarlyEnd.orWhenDone(
          load::stop, () -> EarlyEnd.afterAnswers(plan.timeout()), () -> search.run(load, opened));
    } catch (Unreachable nobody) {
      spec.commandLine().getErr().println(nobody.getMessage());
      return ExitCode.SOFTWARE;
    }
  }

  private OutputFiles.Opened open() {
    try {
      return files.open();
    } catch (IllegalArgumentException wrong) {
      throw wrong(wrong);
    }
  }

  private int measure(LoadPlan plan, LoadRun run, OutputFiles.Opened opened)
      throws InterruptedException, IOException {
    PrintWriter out = spec.commandLine().getOut();
    var report = new LoadReport(plan, out);
    report.begin();
    LoadView view = view(plan, out);
    Surroundings surroundings;
    LoadResult result;
    try {
      surroundings = Surroundings.before(plan);
      result = run.run(view::show);
    } catch (ConnectException | Unreachable nobody) {
      spec.commandLine().getErr().println(nobody.getMessage());
      return ExitCode.SOFTWARE;
    } finally {
      view.end();
    }
    LoadFigures.Machine machine = surroundings.machine();
    Certificate certificate =
        LoadCertificate.of(Figures.of(result, surroundings.server(), machine));
    report.end(result, certificate, options.comparedWith());
    opened.write(result, certificate);
    return certificate.isValid() ? ExitCode.OK : Pruefstand.NOT_VALID;
  }

  private static LoadView view(LoadPlan plan, PrintWriter out) {
    Map<String, String> environment = System.getenv();
    // There is none, or one that is no terminal, in a pipe: that has changed from JDK to JDK.
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    if (!terminal || environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return new PlainView(out);
    }
    // https://no-color.org: present and not empty.
    boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new LiveView(plan, out, columns(environment), colours);
  }

  private static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,3}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
  }

  private WrongInput wrong(IllegalArgumentException wrong) {
    return new WrongInput(spec, String.valueOf(wrong.getMessage()));
  }
}
