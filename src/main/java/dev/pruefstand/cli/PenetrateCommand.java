package dev.pruefstand.cli;

import dev.pruefstand.os.Platform;
import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.Unreachable;
import dev.pruefstand.strategy.NativePlatform;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
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
      "0:measured, and valid",
      "1:the server could not be reached",
      "2:wrong input",
      "3:measured, but not valid"
    })
final class PenetrateCommand implements Callable<Integer> {
  @Spec
  private @SuppressWarnings("NullAway.Init") CommandSpec spec;

  @Mixin
  private @SuppressWarnings("NullAway.Init") LoadOptions options;

  @Override
  public Integer call() throws InterruptedException {
    LoadPlan plan;
    try {
      plan = options.plan();
    } catch (IllegalArgumentException wrong) {
      throw new WrongInput(spec, String.valueOf(wrong.getMessage()));
    }
    Platform platform =
        NativePlatform.current()
            .orElseThrow(
                () -> new IllegalStateException(NativePlatform.unavailability().orElse("")));
    PrintWriter out = spec.commandLine().getOut();
    var report = new LoadReport(plan, out);
    report.begin();
    try {
      LoadResult result = new LoadRun(platform, plan).run(report::progress);
      report.end(result, options.comparedWith());
      return result.total().failed() == 0 ? ExitCode.OK : Pruefstand.NOT_VALID;
    } catch (Unreachable nobody) {
      spec.commandLine().getErr().println(nobody.getMessage());
      return ExitCode.SOFTWARE;
    }
  }
}
