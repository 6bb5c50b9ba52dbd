package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.limit.Beyond;
import dev.pruefstand.penetrator.limit.Limit;
import dev.pruefstand.penetrator.limit.Overload;
import dev.pruefstand.penetrator.limit.Repetition;
import dev.pruefstand.penetrator.limit.Step;
import dev.pruefstand.penetrator.limit.SteppedLoad;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/** Looks for a server's limit, tells how it goes, and what came of it. */
final class FindLimit {
  private final LoadPlan plan;
  private final FindLimitOptions options;
  private final LimitReport report;

  FindLimit(LoadPlan plan, FindLimitOptions options, PrintWriter out) {
    this.plan = plan;
    this.options = options;
    this.report = new LimitReport(options.objective(), out);
  }

  /** The command's exit code: whether there is a limit, and it is valid. */
  int run(SteppedLoad load, OutputFiles.Opened files) throws InterruptedException, IOException {
    Instant began = Instant.now();
    report.begin(plan, options.repetitions());
    load.warmUp();
    Limit limit = options.search(plan).search(rate -> told(load.at(rate)));
    Optional<Beyond> beyond = beyond(load, limit);
    report.end(limit, beyond);
    files.write(
        MeasuredLimit.record(
            began, plan, options.objective(), options.repetitions(), limit, beyond));
    return limit.isValid() ? ExitCode.OK : Pruefstand.NOT_VALID;
  }

  private Optional<Repetition> told(Optional<Repetition> repetition) {
    repetition.ifPresent(report::progress);
    return repetition;
  }

  private Optional<Beyond> beyond(SteppedLoad load, Limit limit) throws InterruptedException {
    if (limit.endedEarly() || !limit.isFound()) {
      return Optional.empty();
    }
    report.goingBeyond();
    return new Overload(load).beyond(limit.highestKept().map(Step::rate).orElseThrow());
  }
}
