package dev.pruefstand.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message that matter: where their values stand, and what the ones that frame the
 * message say. Allocation-free but for {@link #text}.
 */
public final class FieldValues {
  private static final byte[] CLOSE = "close".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CHUNKED = "chunked".getBytes(StandardCharsets.US_ASCII);
  private static final long NO_LENGTH = -1;

  private final int[] from = new int[Field.COUNT];
  private final int[] to = new int[Field.COUNT];
  private int seen;
  private int repeated;
  private @Nullable Field field;
  private boolean close;
  private boolean keepAlive;
  private boolean chunked;
  private long contentLength = NO_LENGTH;

  void reset() {
    seen = 0;
    repeated = 0;
    close = false;
    keepAlive = false;
    chunked = false;
    contentLength = NO_LENGTH;
  }

  /** The next value belongs to this field, or to one that does not matter. */
  void name(@Nullable Field next) {
    field = next;
  }

  /** Takes the value in {@code bytes[valueFrom, valueTo)}; {@code OK} or the refusal. */
  Status value(byte[] bytes, int start, int valueFrom, int valueTo) {
    if (field == null) {
      return Status.OK;
    }
    int bit = 1 << field.ordinal();
    if ((seen & bit) == 0) {
      seen |= bit;
      from[field.ordinal()] = valueFrom - start;
      to[field.ordinal()] = valueTo - start;
    } else {
      repeated |= bit;
    }
    return switch (field) {
      case HOST -> Host.isWellFormed(bytes, valueFrom, valueTo) ? Status.OK : Status.BAD_REQUEST;
      case CONNECTION -> connection(bytes, valueFrom, valueTo);
      case CONTENT_LENGTH -> contentLength(bytes, valueFrom, valueTo);
      case TRANSFER_ENCODING -> transferEncoding(bytes, valueFrom, valueTo);
      default -> Status.OK;
    };
  }

  private Status connection(byte[] bytes, int valueFrom, int valueTo) {
    int at = valueFrom;
    while (at < valueTo) {
      int comma = at;
      while (comma < valueTo && bytes[comma] != ',') {
        comma++;
      }
      int first = at;
      int last = comma;
      while (first < last && Ascii.isBlank(bytes[first])) {
        first++;
      }
      while (last > first && Ascii.isBlank(bytes[last - 1])) {
        last--;
      }
      close |= Ascii.equalIgnoreCase(CLOSE, bytes, first, last);
      keepAlive |= Ascii.equalIgnoreCase(KEEP_ALIVE, bytes, first, last);
      at = comma + 1;
    }
    return Status.OK;
  }

  /** RFC 9112 section 6.3: digits only, and one value however often it is said. */
  private Status contentLength(byte[] bytes, int valueFrom, int valueTo) {
    long length = 0;
    for (int i = valueFrom; i < valueTo; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || length > (Long.MAX_VALUE - digit) / 10) {
        return Status.BAD_REQUEST;
      }
      length = length * 10 + digit;
    }
    boolean empty = valueFrom == valueTo;
    boolean differs = contentLength != NO_LENGTH && contentLength != length;
    contentLength = length;
    return empty || differs || chunked ? Status.BAD_REQUEST : Status.OK;
  }

  /**
   * RFC 9112 section 6.1: the only coding is chunked, once, and never beside a length. Section 6.3:
   * where chunked is not the last coding, nobody can tell the end of the body.
   */
  private Status transferEncoding(byte[] bytes, int valueFrom, int valueTo) {
    int last = valueTo;
    while (last > valueFrom && bytes[last - 1] != ',') {
      last--;
    }
    boolean alone = last == valueFrom;
    while (last < valueTo && Ascii.isBlank(bytes[last])) {
      last++;
    }
    if (!Ascii.equalIgnoreCase(CHUNKED, bytes, last, valueTo)) {
      return Status.BAD_REQUEST;
    }
    if (!alone) {
      return isOnlyChunked(bytes, valueFrom, last) ? Status.BAD_REQUEST : Status.NOT_IMPLEMENTED;
    }
    boolean twice = chunked;
    chunked = true;
    return twice || contentLength != NO_LENGTH ? Status.BAD_REQUEST : Status.OK;
  }

  /** Whether the list has nothing in it but chunked, which must not be applied twice. */
  private static boolean isOnlyChunked(byte[] bytes, int from, int to) {
    for (String coding : new String(bytes, from, to - from, ISO_8859_1).split(",", -1)) {
      String name = coding.strip();
      if (!name.isEmpty() && !name.equalsIgnoreCase("chunked")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the fields are those of a request: 1.1 needs exactly one Host, 1.0 may have one but no
   * transfer coding. RFC 9112 sections 3.2 and 6.1.
   */
  boolean suitRequest(int minorVersion) {
    int host = 1 << Field.HOST.ordinal();
    boolean hostIsFine = (repeated & host) == 0 && (minorVersion == 0 || (seen & host) != 0);
    return hostIsFine && !(chunked && minorVersion == 0);
  }

  boolean keepsAlive(int minorVersion) {
    return !close && (minorVersion > 0 || keepAlive);
  }

  /** Whether a body follows a request's head. RFC 9112 section 6. */
  public boolean hasBody() {
    return chunked || contentLength > 0;
  }

  boolean isChunked() {
    return chunked;
  }

  /** The announced length, −1 if there is none. */
  long contentLength() {
    return contentLength;
  }

  /** Whether the message has one of these fields. */
  public boolean hasAny(Field... which) {
    int wanted = 0;
    for (Field each : which) {
      wanted |= 1 << each.ordinal();
    }
    return (seen & wanted) != 0;
  }

  /** Whether the message has this field. */
  public boolean has(Field which) {
    return (seen & 1 << which.ordinal()) != 0;
  }

  /**
   * The value of a field that is a list, its lines put together. RFC 9110 section 5.3.
   *
   * @param bytes the message's bytes, its head in {@code [start, end)}
   * @return null if the field is missing
   */
  public @Nullable String list(Field which, byte[] bytes, int start, int end) {
    int bit = 1 << which.ordinal();
    if ((repeated & bit) == 0) {
      return text(which, bytes, start);
    }
    var joined = new StringJoiner(", ");
    for (String line : new String(bytes, start, end - start, ISO_8859_1).split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(which.fieldName())) {
        joined.add(line.substring(colon + 1).strip());
      }
    }
    return joined.toString();
  }

  /**
   * The value of a field that was sent once.
   *
   * @param bytes the message's bytes, beginning at {@code start}
   * @return null if the field is missing, or was sent several times and so has no single value
   */
  public @Nullable String text(Field which, byte[] bytes, int start) {
    int bit = 1 << which.ordinal();
    if ((seen & bit) == 0 || (repeated & bit) != 0) {
      return null;
    }
    int at = from[which.ordinal()];
    return new String(bytes, start + at, to[which.ordinal()] - at, ISO_8859_1);
  }
}
