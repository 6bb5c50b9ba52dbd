package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.LoadRun;
import dev.pruefstand.penetrator.limit.Beyond;
import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.Objective;
import dev.pruefstand.penetrator.limit.Overload;
import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.penetrator.limit.Step;
import dev.pruefstand.penetrator.limit.SteppedLoad;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.ExitCode;

/** Looks for a server's limit, tells how it goes, and what came of it. */
final class FindLimit {
  private final LoadPlan plan;
  private final FindLimitOptions options;
  private final PrintWriter out;

  FindLimit(LoadPlan plan, FindLimitOptions options, PrintWriter out) {
    this.plan = plan;
    this.options = options;
    this.out = out;
  }

  /** The command's exit code: whether there is a limit. */
  int run(Function<LoadPlan, LoadRun> runs) throws InterruptedException {
    Objective objective = options.objective();
    var report = new LimitReport(objective, out);
    report.begin(plan, options.repetitions());
    var load = new SteppedLoad(plan, objective, runs);
    load.warmUp();
    Limit limit =
        options
            .search(plan)
            .search(
                rate -> {
                  Repetition repetition = load.at(rate);
                  report.progress(repetition);
                  return repetition;
                });
    if (!limit.isFound()) {
      report.end(limit);
      return Pruefstand.NOT_VALID;
    }
    report.goingBeyond();
    Beyond beyond = new Overload(load).beyond(limit.highestKept().map(Step::rate).orElseThrow());
    report.end(limit, beyond);
    return ExitCode.OK;
  }
}
