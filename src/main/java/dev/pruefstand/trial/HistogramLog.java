package dev.pruefstand.trial;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Several histograms of one run in the HdrHistogram log format, one interval each, tagged. */
public final class HistogramLog {
  private HistogramLog() {}

  /**
   * Writes them all.
   *
   * @param beganMillis when counting began, milliseconds since 1970
   * @param seconds how long it lasted
   * @param clocks histograms of nanoseconds by their tags
   */
  public static void write(
      OutputStream to, long beganMillis, double seconds, Map<String, Histogram> clocks)
      throws IOException {
    var out = new PrintStream(to, false, StandardCharsets.UTF_8);
    var log = new HistogramLogWriter(out);
    log.outputComment("[Times in nanoseconds; a tag for each clock]");
    log.outputLogFormatVersion();
    log.outputStartTime(beganMillis);
    log.setBaseTime(beganMillis);
    log.outputLegend();
    for (Map.Entry<String, Histogram> clock : clocks.entrySet()) {
      Histogram nanos = clock.getValue().copy();
      nanos.setTag(clock.getKey());
      // The unit of the column with the maximum is that of the values.
      log.outputIntervalHistogram(0, seconds, nanos, 1.0);
    }
    if (out.checkError()) {
      throw new IOException("could not write the histograms: is the disk full?");
    }
  }
}
