package dev.pruefstand.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Figures as people read them, the same on every machine whatever its language. */
final class Numbers {
  private static final MathContext THREE_DIGITS = new MathContext(3);

  private Numbers() {}

  /** Three significant digits, {@code 92,400} or {@code 34.0}: more would claim what no run has. */
  static String rounded(double value) {
    BigDecimal three = new BigDecimal(value).round(THREE_DIGITS);
    int decimals = 3 - three.precision() + three.scale();
    boolean whole = decimals <= 0 || three.signum() == 0;
    return format(whole ? "#,##0" : "#,##0." + "0".repeat(decimals), three);
  }

  /** A whole number or a plain fraction with thousands separators: {@code 1,024}. */
  static String plain(double value) {
    return format("#,##0.###", value);
  }

  /** A length in the largest unit that leaves at least 1: {@code 76 bytes}, {@code 12.4 kB}. */
  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    return bytes < 1_000_000 ? rounded(bytes / 1e3) + " kB" : rounded(bytes / 1e6) + " MB";
  }

  /** A time in the largest unit that leaves at least 1: {@code 500 µs}, {@code 20 ms}. */
  static String time(double nanos) {
    if (nanos == 0) {
      return "0";
    } else if (nanos < 1e3) {
      return plain(nanos) + " ns";
    } else if (nanos < 1e6) {
      return plain(nanos / 1e3) + " µs";
    } else if (nanos < 1e9) {
      return plain(nanos / 1e6) + " ms";
    }
    return plain(nanos / 1e9) + " s";
  }

  /** The next of 1, 2, 5, 10, 20, 50, … that is not below the value. */
  static double stepUp(double value) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    for (int step : new int[] {1, 2, 5}) {
      // The slack forgives what the logarithm rounded.
      if (value <= step * decade * (1 + 1e-9)) {
        return step * decade;
      }
    }
    return 10 * decade;
  }

  /** The last of 1, 2, 5, 10, 20, 50, … that is not above the value. */
  static double stepDown(double value) {
    return 1 / stepUp(1 / value);
  }

  /** Whether a value is one of 1, 2, 5, 10, 20, 50, …: the labels of a logarithmic axis. */
  static boolean isStep(double value) {
    return Math.abs(stepUp(value) / value - 1) < 1e-6;
  }

  private static String format(String pattern, Object value) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH))
        .format(value);
  }
}
