package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
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

  private static final DateTimeFormatter FIXDATE = pattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'");

  /** The two obsolete forms that a recipient still has to understand. */
  private static final List<DateTimeFormatter> READABLE =
      List.of(
          FIXDATE,
          new DateTimeFormatterBuilder()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.ENGLISH)
              .withZone(ZoneOffset.UTC),
          pattern("EEE MMM ppd HH:mm:ss yyyy"));

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
    for (DateTimeFormatter form : READABLE) {
      try {
        return OptionalLong.of(ZonedDateTime.parse(text, form).toEpochSecond());
      } catch (DateTimeException notThisForm) {
        // The next one, then.
      }
    }
    return OptionalLong.empty();
  }

  private static Stamp stamp(long epochSecond) {
    byte[] bytes = format(Instant.ofEpochSecond(epochSecond)).getBytes(StandardCharsets.US_ASCII);
    return new Stamp(epochSecond, bytes);
  }

  private static DateTimeFormatter pattern(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
