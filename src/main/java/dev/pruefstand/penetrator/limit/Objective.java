package dev.pruefstand.penetrator.limit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * What users are promised: a percentile of the response time, which runs from the planned instant,
 * stays below a limit.
 *
 * @param percentile above 0, up to 100, which is the longest of all
 */
public record Objective(double percentile, long limitNanos) {
  private static final double ALL = 100;
  private static final MathContext DIGITS = new MathContext(4);
  private static final Pattern FORM =
      Pattern.compile(
          "(?:p(\\d{1,2}(?:\\.\\d{1,4})?)|max)\\s*<\\s*(\\d{1,6}(?:\\.\\d{1,3})?)\\s*(us|µs|ms|s)");

  /** Checks the ranges. */
  public Objective {
    if (!(percentile > 0) || percentile > ALL || limitNanos < 1) {
      throw new IllegalArgumentException(
          "expected a percentile above 0 and below 100 and a limit above zero, found p%s and %d ns"
              .formatted(number(percentile), limitNanos));
    }
  }

  /**
   * Reads {@code p99<10ms}, {@code p99.9<500us}, {@code max<1s}.
   *
   * @throws IllegalArgumentException if it is none; one clear line
   */
  public static Objective parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected an objective like 'p99<10ms', 'p99.9<500us' or 'max<1s', found " + text);
    }
    String percentile = matcher.group(1);
    TimeUnit unit =
        switch (matcher.group(3)) {
          case "s" -> TimeUnit.SECONDS;
          case "ms" -> TimeUnit.MILLISECONDS;
          default -> TimeUnit.MICROSECONDS;
        };
    return new Objective(
        percentile == null ? ALL : Double.parseDouble(percentile),
        Math.round(Double.parseDouble(matcher.group(2)) * unit.toNanos(1)));
  }

  /** The percentile in question, in nanoseconds. */
  long nanos(Histogram responseNanos) {
    return responseNanos.getValueAtPercentile(percentile);
  }

  /** As it is read: {@code p99}, {@code max}. */
  public String name() {
    return percentile == ALL ? "max" : "p" + number(percentile);
  }

  /** One phrase for people: {@code p99 < 10 ms}. */
  public String describe() {
    return name() + " < " + time(limitNanos);
  }

  /** A time that was measured, with as many digits as are of use. */
  static String measured(long nanos) {
    return time(BigDecimal.valueOf(nanos).round(DIGITS).longValue());
  }

  /** A time with a unit that suits it. */
  private static String time(long nanos) {
    TimeUnit unit =
        nanos >= TimeUnit.SECONDS.toNanos(1)
            ? TimeUnit.SECONDS
            : nanos >= TimeUnit.MILLISECONDS.toNanos(1)
                ? TimeUnit.MILLISECONDS
                : TimeUnit.MICROSECONDS;
    String symbol =
        switch (unit) {
          case SECONDS -> "s";
          case MILLISECONDS -> "ms";
          default -> "µs";
        };
    return number((double) nanos / unit.toNanos(1)) + " " + symbol;
  }

  private static String number(double value) {
    return new DecimalFormat("#,##0.####", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(value);
  }
}
