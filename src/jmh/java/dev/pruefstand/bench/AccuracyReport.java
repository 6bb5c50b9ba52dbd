package dev.pruefstand.bench;

import dev.pruefstand.bench.oracle.Comparison;
import dev.pruefstand.bench.oracle.ComparisonTable;
import dev.pruefstand.trial.AccuracyRun;
import dev.pruefstand.trial.CampaignFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Theory beside measurement, read off the results of {@link AccuracyBenchmark}. */
final class AccuracyReport {
  /** Prefixes of the secondary results, followed by a quantile. */
  static final String THEORY = "theory.";

  static final String MEASURED = "measured.";
  private static final double NANOS_PER_MILLI = 1e6;

  private AccuracyReport() {}

  /**
   * Prints the table and writes it as {@code accuracy.md} and {@code accuracy.json}; nothing if no
   * accuracy was measured.
   */
  static void conclude(Collection<RunResult> results, CampaignFolder folder, PrintStream out)
      throws IOException {
    List<AccuracyRun> runs = read(results);
    if (runs.isEmpty()) {
      return;
    }
    folder.writeAccuracy(runs);
    var table = new ComparisonTable(runs.stream().flatMap(AccuracyReport::comparisons).toList());
    out.println();
    out.println("How far the penetrator is from the truth, servers of known behaviour:");
    out.print(table.text());
    Path file = folder.path().resolve("accuracy.md");
    Files.writeString(file, table.markdown());
    out.println("  " + file);
  }

  private static Stream<Comparison> comparisons(AccuracyRun run) {
    return run.percentiles().stream()
        .map(
            each ->
                new Comparison(
                    run.server(),
                    "response",
                    each.quantile(),
                    each.theoryNanos(),
                    each.measuredNanos()));
  }

  static List<AccuracyRun> read(Collection<RunResult> results) {
    var runs = new ArrayList<AccuracyRun>();
    for (RunResult run : results) {
      BenchmarkParams params = run.getParams();
      if (params.getParamsKeys().contains("known")) {
        AccuracyCase known = AccuracyCase.valueOf(params.getParam("known"));
        runs.add(
            new AccuracyRun(
                known.label(),
                known.behaviour(),
                Integer.parseInt(params.getParam("seconds")),
                Boolean.parseBoolean(params.getParam("spin")),
                percentiles(secondary(run))));
      }
    }
    return runs;
  }

  private static List<AccuracyRun.Percentile> percentiles(Map<String, Result<?>> all) {
    var percentiles = new ArrayList<AccuracyRun.Percentile>();
    all.forEach(
        (label, theory) -> {
          Result<?> measured = all.get(label.replace(THEORY, MEASURED));
          if (label.startsWith(THEORY) && measured != null) {
            percentiles.add(
                new AccuracyRun.Percentile(
                    Double.parseDouble(label.substring(THEORY.length())),
                    theory.getScore() * NANOS_PER_MILLI,
                    measured.getScore() * NANOS_PER_MILLI));
          }
        });
    return percentiles;
  }

  @SuppressWarnings("rawtypes")
  private static Map<String, Result<?>> secondary(RunResult run) {
    var all = new TreeMap<String, Result<?>>();
    for (Map.Entry<String, Result> each : run.getSecondaryResults().entrySet()) {
      all.put(each.getKey(), each.getValue());
    }
    return all;
  }
}
