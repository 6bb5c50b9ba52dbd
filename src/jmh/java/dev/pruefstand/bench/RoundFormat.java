package dev.pruefstand.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * JMH's progress in one line per fork: every iteration's score appears as it is measured, warm-ups
 * in brackets. What JMH says of a failure is passed on; its headers, the same for every fork, are
 * not.
 */
final class RoundFormat implements OutputFormat {
  private static final String HEADER = "#";

  private final PrintStream out;

  RoundFormat(PrintStream out) {
    this.out = out;
  }

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult result) {
    if (benchmark.getMode() == Mode.SingleShotTime) {
      memory(result);
      return;
    }
    String score = "%,.0f".formatted(result.getPrimaryResult().getScore());
    out.print(params.getType() == IterationType.WARMUP ? " (" + score + ")" : " " + score);
    out.flush();
  }

  /** The time of a single shot says nothing. */
  private void memory(IterationResult result) {
    if (result.getSecondaryResults().containsKey(LoadProfiler.PER_CONNECTION)) {
      out.printf(
          " %,.0f bytes each",
          result.getSecondaryResults().get(LoadProfiler.PER_CONNECTION).getScore());
      out.flush();
    }
  }

  @Override
  public void println(String line) {
    if (!line.startsWith(HEADER) && !line.isBlank()) {
      out.println();
      out.println(line);
    }
  }

  @Override
  public void print(String text) {
    if (!text.startsWith(HEADER) && !text.isBlank()) {
      out.print(text);
    }
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {}

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> result) {}

  @Override
  public void verbosePrintln(String line) {}

  @Override
  public void write(int b) {}

  @Override
  public void write(byte[] bytes) throws IOException {}

  @Override
  public void close() {}
}
