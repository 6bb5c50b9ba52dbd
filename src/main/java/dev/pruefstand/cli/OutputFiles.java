package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadResult;
import dev.pruefstand.penetrator.Second;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.HistogramLog;
import dev.pruefstand.trial.LimitRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files a run leaves behind, opened before it begins: a long run is not lost on a typo. */
final class OutputFiles {
  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = {
        "Write everything there as JSON; docs/load-json.md explains it, and docs/limit-json.md"
            + " what --find-limit writes."
      })
  private @Nullable Path json;

  @Option(
      names = "--hlog",
      paramLabel = "FILE",
      description = {
        "Write the histograms there, in the HdrHistogram log format: nanoseconds, a tag for each"
            + " clock."
      })
  private @Nullable Path histograms;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write a line per second there, with a header line.")
  private @Nullable Path csv;

  /** Whether any is wanted that only a single run can fill. */
  boolean ofOneRun() {
    return histograms != null || csv != null;
  }

  /** Files that can be written. */
  record Opened(
      @Nullable OutputStream json, @Nullable OutputStream histograms, @Nullable OutputStream csv)
      implements AutoCloseable {

    void write(LoadResult result, Certificate certificate) throws IOException {
      if (json != null) {
        Measured.record(result, certificate)
            .writeTo(new OutputStreamWriter(json, StandardCharsets.UTF_8));
      }
      if (histograms != null) {
        HistogramLog.write(
            histograms,
            result.began(),
            Measured.seconds(result.measured()),
            Measured.clocks(result));
      }
      if (csv != null) {
        writeSeconds(result.seconds(), csv);
      }
    }

    void write(LimitRecord limit) throws IOException {
      if (json != null) {
        limit.writeTo(new OutputStreamWriter(json, StandardCharsets.UTF_8));
      }
    }

    @Override
    public void close() throws IOException {
      for (OutputStream each : Stream.of(json, histograms, csv).filter(Objects::nonNull).toList()) {
        each.close();
      }
    }
  }

  /**
   * Opens them.
   *
   * @throws IllegalArgumentException if one cannot be written; one clear line
   */
  Opened open() {
    List<Path> all = Stream.of(json, histograms, csv).filter(Objects::nonNull).toList();
    if (all.stream().map(each -> each.toAbsolutePath().normalize()).distinct().count()
        < all.size()) {
      throw new IllegalArgumentException(
          "expected different files after --json, --hlog and --csv, found " + all.getFirst());
    }
    return new Opened(open("--json", json), open("--hlog", histograms), open("--csv", csv));
  }

  private static @Nullable OutputStream open(String option, @Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      return Files.newOutputStream(file);
    } catch (IOException unwritable) {
      throw new IllegalArgumentException(
          "expected a file that can be written after " + option + ", found " + file, unwritable);
    }
  }

  private static void writeSeconds(List<Second> seconds, OutputStream to) throws IOException {
    var out = new PrintWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    out.print(
        "second,warmup,written,answered,failed,bytes,in_flight,p50_nanos,p99_nanos,p99.9_nanos,"
            + "max_nanos\n");
    for (Second each : seconds) {
      out.printf(
          "%d,%b,%d,%d,%d,%d,%d,%d,%d,%d,%d\n",
          each.number(),
          each.warmup(),
          each.requests(),
          each.responses(),
          each.failed(),
          each.bytes(),
          each.inFlight(),
          each.p50Nanos(),
          each.p99Nanos(),
          each.p999Nanos(),
          each.maxNanos());
    }
    if (out.checkError()) {
      throw new IOException("could not write the seconds: is the disk full?");
    }
  }
}
