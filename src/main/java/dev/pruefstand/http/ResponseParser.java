package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An incremental parser of HTTP/1.1 response heads, for the load generator. Like {@link
 * RequestParser} it allocates nothing and wants the head's bytes kept together.
 *
 * <p>Source: RFC 9112 sections 4 to 6. Not thread-safe.
 */
public final class ResponseParser {
  /** What the bytes so far amount to. */
  public enum Outcome {
    /** More bytes are needed. */
    INCOMPLETE,
    /** A whole head has been read; {@link #length()} tells where it ends. */
    COMPLETE,
    /** This is no HTTP/1.x response. Final. */
    MALFORMED
  }

  /** How the body's end is told. RFC 9112 section 6.3. */
  public enum Framing {
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  /** The heads of other people's servers may be longer than those of our clients. */
  private static final Limits LIMITS =
      new Limits(
          8 * 1024,
          64 * 1024,
          500,
          Long.MAX_VALUE,
          Duration.ofDays(1),
          Duration.ofDays(1),
          Duration.ofDays(1),
          Integer.MAX_VALUE);

  private static final byte[] HTTP_1 = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);
  private static final int MINOR_AT = HTTP_1.length;
  private static final int CODE_AT = MINOR_AT + 2;
  private static final int REASON_AT = CODE_AT + 3;

  private final FieldSection fields = new FieldSection(LIMITS);
  private int position;
  private boolean lineDone;
  private boolean lineEnding;
  private int minorVersion;
  private int status;

  /** Forgets the response and gets ready for the next. */
  public void reset() {
    position = 0;
    lineDone = false;
    lineEnding = false;
    status = 0;
  }

  /** Reads on; {@code bytes[start, end)} holds the response so far, earlier bytes unchanged. */
  public Outcome parse(byte[] bytes, int start, int end) {
    int at = start + position;
    while (!lineDone && at < end) {
      if (!statusLine(bytes[at], at - start)) {
        return Outcome.MALFORMED;
      }
      at++;
      if (lineDone) {
        fields.begin(at - start);
      }
    }
    if (lineDone) {
      at = fields.parse(bytes, start, at, end);
    }
    position = at - start;
    if (fields.isRefused() && lineDone) {
      return Outcome.MALFORMED;
    }
    return lineDone && fields.isDone() ? Outcome.COMPLETE : Outcome.INCOMPLETE;
  }

  /** Takes the next byte of the status line; false if it does not fit. */
  private boolean statusLine(byte b, int index) {
    if (lineEnding) {
      lineDone = b == Ascii.LF;
      return lineDone;
    }
    if (index < MINOR_AT) {
      return b == HTTP_1[index];
    }
    if (index == MINOR_AT) {
      minorVersion = b - '0';
      return Ascii.isDigit(b);
    }
    if (index == CODE_AT - 1) {
      return b == Ascii.SP;
    }
    if (index < REASON_AT) {
      status = status * 10 + (b - '0');
      return Ascii.isDigit(b);
    }
    if (b == Ascii.CR) {
      lineEnding = true;
      return true;
    }
    return index == REASON_AT
        ? b == Ascii.SP
        : Ascii.isValue(b) && index < LIMITS.requestLineBytes();
  }

  /** The bytes of the whole head. */
  public int length() {
    return position;
  }

  /** The three digits. */
  public int status() {
    return status;
  }

  /** Whether the server keeps the connection open. RFC 9112 section 9.3. */
  public boolean keepsAlive() {
    return keepsAliveAfterHead() && framing() != Framing.UNTIL_CLOSE;
  }

  /** The same of an answer to HEAD, which ends with its head whatever that tells of a body. */
  public boolean keepsAliveAfterHead() {
    return fields.values().keepsAlive(minorVersion);
  }

  /** How long the body of this answer to a GET is told to be. */
  public Framing framing() {
    if (isBodiless()) {
      return Framing.LENGTH;
    }
    if (fields.values().isChunked()) {
      return Framing.CHUNKED;
    }
    return fields.values().contentLength() >= 0 ? Framing.LENGTH : Framing.UNTIL_CLOSE;
  }

  /** These end with their head, whatever their fields say. */
  private boolean isBodiless() {
    return status / 100 == 1 || status == 204 || status == 304;
  }

  /** The body's bytes; meaningful with {@link Framing#LENGTH}. */
  public long bodyBytes() {
    return isBodiless() ? 0 : fields.values().contentLength();
  }
}
