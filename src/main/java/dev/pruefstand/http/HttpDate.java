package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Dates as HTTP writes them, {@code Sun, 06 Nov 1994 08:49:37 GMT}, and the current one without
 * formatting it for each answer.
 *
 * <p>Source: RFC 9110 section 5.6.7. Thread-safe.
 */
public final class HttpDate {
  /** The length of every date this class writes, in bytes. */
  public static final int LENGTH = 29;

  private static final DateTimeFormatter FIXDATE = pattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'");

  /** The obsolete form of C, which a recipient still has to understand. */
  private static final DateTimeFormatter ASCTIME = pattern("EEE MMM ppd HH:mm:ss uuuu");

  /** How far ahead the obsolete form with two digits for a year may lie. */
  private static final int YEARS_AHEAD = 50;

  private record Stamp(long epochSecond, byte[] bytes) {}

  private volatile Stamp current = stamp(0);

  /** The bytes of the date at that instant, in seconds. Shared: the caller must not change them. */
  public byte[] at(long epochSecond) {
    Stamp stamp = current;
    if (stamp.epochSecond != epochSecond) {
      // Two threads may both format a new second; they write the same bytes.
      stamp = stamp(epochSecond);
      current = stamp;
    }
    return stamp.bytes;
  }

  /** The date as text. */
  public static String format(Instant instant) {
    return FIXDATE.format(ZonedDateTime.ofInstant(instant, ZoneOffset.UTC));
  }

  /** The date in any of the three forms, in seconds since 1970; empty when it is none of them. */
  public static OptionalLong parse(String text) {
    return parse(text, Instant.now());
  }

  static OptionalLong parse(String text, Instant now) {
    OptionalLong date = parse(text, FIXDATE);
    if (date.isEmpty()) {
      date = parse(text, ASCTIME);
    }
    return date.isEmpty() ? parseTwoDigits(text, now.atZone(ZoneOffset.UTC)) : date;
  }

  /** What would lie more than fifty years ahead is a century older. */
  private static OptionalLong parseTwoDigits(String text, ZonedDateTime now) {
    ZonedDateTime latest = now.plusYears(YEARS_AHEAD);
    OptionalLong date = parse(text, twoDigits(latest.getYear() - 99));
    return date.isPresent() && date.getAsLong() <= latest.toEpochSecond()
        ? date
        : parse(text, twoDigits(latest.getYear() - 100));
  }

  private static OptionalLong parse(String text, DateTimeFormatter form) {
    try {
      return OptionalLong.of(ZonedDateTime.parse(text, form).toEpochSecond());
    } catch (DateTimeException notThisForm) {
      return OptionalLong.empty();
    }
  }

  private static Stamp stamp(long epochSecond) {
    byte[] bytes = format(Instant.ofEpochSecond(epochSecond)).getBytes(StandardCharsets.US_ASCII);
    return new Stamp(epochSecond, bytes);
  }

  /** The obsolete form of RFC 850, its years counted from this one on. */
  private static DateTimeFormatter twoDigits(int firstYear) {
    return strict(
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
            .appendPattern(" HH:mm:ss 'GMT'"));
  }

  private static DateTimeFormatter pattern(String pattern) {
    return strict(new DateTimeFormatterBuilder().appendPattern(pattern));
  }

  /** No 31 February is taken for the 28th, and no 24:00 for the next day. */
  private static DateTimeFormatter strict(DateTimeFormatterBuilder form) {
    return form.toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT)
        .withZone(ZoneOffset.UTC);
  }
}
