package dev.pruefstand.cli;

import dev.pruefstand.penetrator.LoadPlan;
import dev.pruefstand.penetrator.Second;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A block of lines on a terminal that is drawn anew each second.
 *
 * <p>Source of the control sequences: ECMA-48, CPL (8.3.13) and EL (8.3.41), SGR (8.3.117).
 */
final class LiveView implements LoadView {
  private static final int HISTORY = 40;
  private static final int BAR = 40;
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final int RED = 31;
  private static final int CYAN = 36;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LoadPlan plan;
  private final Appendable out;
  private final int width;
  private final boolean colours;
  private final Deque<Long> p99s = new ArrayDeque<>();
  private long answered;
  private long failed;
  private int lines;

  /**
   * A view that writes there.
   *
   * @param width columns of the terminal: nothing is longer, or it would be torn into two lines
   */
  LiveView(LoadPlan plan, Appendable out, int width, boolean colours) {
    this.plan = plan;
    this.out = out;
    this.width = width;
    this.colours = colours;
  }

  @Override
  public void show(Second second) {
    answered += second.answered();
    failed += second.failed();
    if (!second.warmup() && second.responses() + second.failed() > 0) {
      p99s.addLast(second.p99Nanos());
      if (p99s.size() > HISTORY) {
        p99s.removeFirst();
      }
    }
    var block = new StringBuilder();
    if (lines > 0) {
      block.append("\u001b[").append(lines).append('F');
    } else {
      block.append(HIDE_CURSOR);
    }
    lines = 0;
    line(block, progress(second), CYAN);
    line(
        block,
        String.format(
            Locale.ROOT,
            "  %,d requests/s   %,d in flight   %,d failed",
            second.answered(),
            second.inFlight(),
            failed),
        failed > 0 ? RED : 0);
    line(block, times(second), 0);
    line(block, sparkline(), CYAN);
    write(block);
  }

  private static String times(Second second) {
    return second.warmup()
        ? "  no times are kept yet"
        : "  p50 %s   p99 %s   p99.9 %s   max %s"
            .formatted(
                Units.time(second.p50Nanos()),
                Units.time(second.p99Nanos()),
                Units.time(second.p999Nanos()),
                Units.time(second.maxNanos()));
  }

  /** Leaves what it has drawn, and the cursor as it was. */
  @Override
  public void end() {
    if (lines > 0) {
      write(SHOW_CURSOR);
    }
  }

  private void line(StringBuilder block, String text, int colour) {
    String fits = text.length() > width ? text.substring(0, width) : text;
    if (colours && colour > 0) {
      block.append("\u001b[").append(colour).append('m').append(fits).append("\u001b[0m");
    } else {
      block.append(fits);
    }
    block.append(CLEAR_LINE).append('\n');
    lines++;
  }

  private String progress(Second second) {
    double time = second.number() + 1;
    boolean byCount = plan.requests() != LoadPlan.UNLIMITED;
    double all = plan.warmup().plus(plan.duration()).toNanos() / NANOS_PER_SECOND;
    double share = byCount ? (double) (answered + failed) / plan.requests() : time / all;
    int done = (int) Math.round(BAR * Math.clamp(share, 0, 1));
    String what =
        byCount
            ? String.format(Locale.ROOT, "%,d of %,d", answered + failed, plan.requests())
            : String.format(Locale.ROOT, "%.0f of %.0f s", Math.min(time, all), all);
    return "  "
        + "━".repeat(done)
        + "─".repeat(BAR - done)
        + "  "
        + (time > all ? "awaiting the last answers" : what)
        + (second.warmup() ? ", warming up" : "");
  }

  /** The p99 of the last seconds, between the least and the greatest, on a logarithmic scale. */
  private String sparkline() {
    long least = p99s.stream().mapToLong(Long::longValue).min().orElse(0);
    long most = p99s.stream().mapToLong(Long::longValue).max().orElse(0);
    if (most == 0) {
      return "  p99 ";
    }
    // Less than a doubling is no mountain.
    double low = logarithm(least);
    double range = Math.max(Math.log(2), logarithm(most) - low);
    var spark = new StringBuilder("  p99 ");
    for (long each : p99s) {
      double height = (logarithm(each) - low) / range;
      spark.append(
          BLOCKS.charAt((int) Math.round((BLOCKS.length() - 1) * Math.clamp(height, 0, 1))));
    }
    return spark + "  " + Units.time(least) + " to " + Units.time(most);
  }

  private static double logarithm(long nanos) {
    return Math.log((double) Math.max(1, nanos));
  }

  private void write(CharSequence text) {
    try {
      out.append(text);
      if (out instanceof Flushable buffered) {
        buffered.flush();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
