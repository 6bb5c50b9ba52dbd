package dev.pruefstand.bench;

import dev.pruefstand.bench.oracle.Comparison;
import dev.pruefstand.bench.oracle.ComparisonTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Theory beside measurement, read off the results of {@link AccuracyBenchmark}. */
final class AccuracyReport {
  /** Prefixes of the secondary results, followed by a quantile. */
  static final String THEORY = "theory.";

  static final String MEASURED = "measured.";
  private static final double NANOS_PER_MILLI = 1e6;

  private AccuracyReport() {}

  /** Prints the table and writes it as {@code accuracy.md}; nothing if no accuracy was measured. */
  static void conclude(Collection<RunResult> results, Path folder, PrintStream out)
      throws IOException {
    var table = new ComparisonTable(read(results));
    if (table.comparisons().isEmpty()) {
      return;
    }
    out.println();
    out.println("How far the penetrator is from the truth, servers of known behaviour:");
    out.print(table.text());
    Path file = folder.resolve("accuracy.md");
    Files.writeString(file, table.markdown());
    out.println("  " + file);
  }

  private static List<Comparison> read(Collection<RunResult> results) {
    var rows = new ArrayList<Comparison>();
    for (RunResult run : results) {
      String known = run.getParams().getParam("known");
      if (known == null) {
        continue;
      }
      Map<String, ? extends Result<?>> all = secondary(run);
      all.forEach(
          (label, theory) -> {
            Result<?> measured = all.get(label.replace(THEORY, MEASURED));
            if (label.startsWith(THEORY) && measured != null) {
              rows.add(
                  new Comparison(
                      known,
                      "response",
                      Double.parseDouble(label.substring(THEORY.length())),
                      theory.getScore() * NANOS_PER_MILLI,
                      measured.getScore() * NANOS_PER_MILLI));
            }
          });
    }
    return rows;
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
