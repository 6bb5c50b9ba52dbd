package dev.pruefstand.cli;

import java.util.Locale;

/** Figures as people read them. */
final class Units {
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  /** Up to here microseconds: two digits of milliseconds would hide what a server is about. */
  private static final double MOST_MICROS = 10_000;

  private static final double MOST_MILLIS = 10_000;
  private static final double FEW = 100;

  private Units() {}

  /** Microseconds below 10 ms, milliseconds below 10 s, seconds above. */
  static String time(long nanos) {
    double micros = nanos / NANOS_PER_MICRO;
    if (micros < FEW) {
      return String.format(Locale.ROOT, "%.1f µs", micros);
    }
    if (micros < MOST_MICROS) {
      return String.format(Locale.ROOT, "%,.0f µs", micros);
    }
    double millis = nanos / NANOS_PER_MILLI;
    if (millis < FEW) {
      return String.format(Locale.ROOT, "%.1f ms", millis);
    }
    return millis < MOST_MILLIS
        ? String.format(Locale.ROOT, "%,.0f ms", millis)
        : String.format(Locale.ROOT, "%,.1f s", nanos / NANOS_PER_SECOND);
  }

  /** Decimal multiples, as networks count. */
  static String bytes(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
