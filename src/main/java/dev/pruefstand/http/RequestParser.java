package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;

/**
 * An incremental parser of HTTP/1.1 request heads. Allocation-free: it looks at each byte once,
 * however the bytes are cut, and remembers positions, not copies.
 *
 * <pre>
 *   START ─ METHOD ─ TARGET ─ VERSION ─ LINE_END ─┐
 *                                                 ▼
 *              ┌──────────── FIELD_END ◄─ VALUE ◄─ FIELD ─ HEAD_END ─► COMPLETE
 *              └──────────────────────────────────►┘
 * </pre>
 *
 * The caller keeps a request's bytes together and in place relative to its start; positions are
 * relative to that start, so that the bytes may move between two calls. Strict where leniency would
 * let two readers see different requests: a bare CR or LF, a space before a colon, folded lines,
 * control bytes and an ambiguous length are refused.
 *
 * <p>Source: RFC 9112 sections 2 to 6, RFC 9110 sections 5 and 7.2. Not thread-safe.
 */
public final class RequestParser {
  /** What the bytes so far amount to. */
  public enum Outcome {
    /** More bytes are needed. */
    INCOMPLETE,
    /** A whole head has been read; {@link #length()} tells where it ends. */
    COMPLETE,
    /** This cannot become a request; {@link #refusal()} tells the answer. Final. */
    REFUSED
  }

  private enum State {
    START,
    START_LF,
    METHOD,
    TARGET,
    VERSION,
    LINE_LF,
    FIELD,
    NAME,
    BLANK,
    VALUE,
    FIELD_LF,
    HEAD_LF,
    DONE,
    REFUSED
  }

  private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION_LENGTH = HTTP.length + 3;
  private static final int LONGEST_METHOD = 32;
  private static final int EMPTY_LINES = 4;

  private final Limits limits;
  private final FieldValues values = new FieldValues();

  private State state = State.START;
  private int position;
  private int emptyLines;
  private int tokenFrom;
  private int methodFrom;
  private int targetFrom;
  private int targetTo;
  private int lineEnd;
  private int fields;
  private Method method = Method.UNKNOWN;
  private int minorVersion;
  private Status refusal = Status.BAD_REQUEST;

  public RequestParser(Limits limits) {
    this.limits = limits;
  }

  /** Forgets the request and gets ready for the next. */
  public void reset() {
    state = State.START;
    position = 0;
    emptyLines = 0;
    fields = 0;
    values.reset();
  }

  /**
   * Reads on.
   *
   * @param bytes holds the request so far from {@code start} on, earlier bytes unchanged
   * @param start where the request begins, empty lines before it included
   * @param end behind the last byte that has arrived
   */
  public Outcome parse(byte[] bytes, int start, int end) {
    int at = start + position;
    while (at < end && state != State.DONE && state != State.REFUSED) {
      at = step(bytes, start, at, end);
    }
    position = at - start;
    return switch (state) {
      case DONE -> Outcome.COMPLETE;
      case REFUSED -> Outcome.REFUSED;
      default -> Outcome.INCOMPLETE;
    };
  }

  /** Reads a run of bytes or a single one, and returns where to go on. */
  private int step(byte[] bytes, int start, int at, int end) {
    byte b = bytes[at];
    switch (state) {
      case START -> {
        if (b == Ascii.CR && emptyLines < EMPTY_LINES) {
          emptyLines++;
          state = State.START_LF;
          return at + 1;
        }
        methodFrom = at - start;
        return method(bytes, start, at, end);
      }
      case START_LF -> expect(b == Ascii.LF, State.START);
      case METHOD -> {
        return method(bytes, start, at, end);
      }
      case TARGET -> {
        return target(bytes, start, at, end);
      }
      case VERSION -> version(bytes, start, at);
      case LINE_LF -> {
        expect(b == Ascii.LF, State.FIELD);
        lineEnd = at + 1 - start;
      }
      case FIELD -> {
        if (b == Ascii.CR) {
          state = State.HEAD_LF;
        } else if (++fields > limits.headerFields()) {
          refuse(Status.HEADER_FIELDS_TOO_LARGE);
        } else {
          tokenFrom = at - start;
          return name(bytes, start, at, end);
        }
      }
      case NAME -> {
        return name(bytes, start, at, end);
      }
      case BLANK -> {
        if (!Ascii.isBlank(b)) {
          tokenFrom = at - start;
          return value(bytes, start, at, end);
        }
        limitHeader(at - start);
      }
      case VALUE -> {
        return value(bytes, start, at, end);
      }
      case FIELD_LF -> expect(b == Ascii.LF, State.FIELD);
      case HEAD_LF -> {
        expect(b == Ascii.LF, State.DONE);
        if (state == State.DONE && !values.hostIsFine(minorVersion)) {
          refuse(Status.BAD_REQUEST);
        }
      }
      case DONE, REFUSED -> throw new IllegalStateException("parsing goes on after " + state);
    }
    return at + 1;
  }

  private int method(byte[] bytes, int start, int at, int end) {
    state = State.METHOD;
    int i = at;
    while (i < end && Ascii.isToken(bytes[i])) {
      i++;
    }
    int from = start + methodFrom;
    if (i - from > LONGEST_METHOD) {
      // RFC 9112 section 3: a method longer than any known is not implemented.
      refuse(Status.NOT_IMPLEMENTED);
    } else if (i < end) {
      expect(bytes[i] == Ascii.SP && i > from, State.TARGET);
      method = Method.of(bytes, from, i);
      targetFrom = ++i - start;
    }
    return i;
  }

  private int target(byte[] bytes, int start, int at, int end) {
    int i = at;
    while (i < end && Ascii.isTarget(bytes[i])) {
      i++;
    }
    if (i - start - methodFrom > limits.requestLineBytes() - 1 - VERSION_LENGTH) {
      refuse(Status.URI_TOO_LONG);
    } else if (i < end) {
      targetTo = i - start;
      expect(bytes[i] == Ascii.SP && targetTo > targetFrom, State.VERSION);
      i++;
      tokenFrom = i - start;
    }
    return i;
  }

  private void version(byte[] bytes, int start, int at) {
    int index = at - start - tokenFrom;
    byte b = bytes[at];
    boolean fits =
        switch (index) {
          case 0, 1, 2, 3, 4 -> b == HTTP[index];
          case 5, 7 -> Ascii.isDigit(b);
          case 6 -> b == '.';
          default -> b == Ascii.CR;
        };
    expect(fits, State.VERSION);
    if (fits && index == VERSION_LENGTH) {
      minorVersion = bytes[at - 1] - '0';
      state = State.LINE_LF;
      if (bytes[at - 3] != '1') {
        refuse(Status.VERSION_NOT_SUPPORTED);
      }
    }
  }

  private int name(byte[] bytes, int start, int at, int end) {
    state = State.NAME;
    int i = at;
    while (i < end && Ascii.isToken(bytes[i])) {
      i++;
    }
    limitHeader(i - start);
    if (i < end && state == State.NAME) {
      expect(bytes[i] == ':' && i - start > tokenFrom, State.BLANK);
      values.name(Field.of(bytes, start + tokenFrom, i));
      i++;
    }
    return i;
  }

  private int value(byte[] bytes, int start, int at, int end) {
    state = State.VALUE;
    int i = at;
    while (i < end && Ascii.isValue(bytes[i])) {
      i++;
    }
    limitHeader(i - start);
    if (i < end && state == State.VALUE) {
      expect(bytes[i] == Ascii.CR, State.FIELD_LF);
      int to = i;
      while (to > start + tokenFrom && Ascii.isBlank(bytes[to - 1])) {
        to--;
      }
      Status wrong = values.value(bytes, start, start + tokenFrom, to);
      if (wrong != Status.OK) {
        refuse(wrong);
      }
      i++;
    }
    return i;
  }

  private void limitHeader(int to) {
    if (to - lineEnd > limits.headerBytes()) {
      refuse(Status.HEADER_FIELDS_TOO_LARGE);
    }
  }

  private void expect(boolean fits, State next) {
    if (fits) {
      state = next;
    } else {
      refuse(Status.BAD_REQUEST);
    }
  }

  private void refuse(Status status) {
    if (state != State.REFUSED) {
      state = State.REFUSED;
      refusal = status;
    }
  }

  /** Whether a request has begun: at least one byte other than an empty line has been read. */
  public boolean begun() {
    return state != State.START && state != State.START_LF;
  }

  /** The bytes of the whole head, empty lines before it included. */
  public int length() {
    return position;
  }

  /** The status to answer a refused request with. */
  public Status refusal() {
    return refusal;
  }

  public Method method() {
    return method;
  }

  /** Where the request target begins, relative to the request's start. */
  public int targetFrom() {
    return targetFrom;
  }

  /** Behind the request target's last byte, relative to the request's start. */
  public int targetTo() {
    return targetTo;
  }

  /** The {@code x} of HTTP/1.x. Anything above 0 is treated as HTTP/1.1. RFC 9110 section 2.5. */
  public int minorVersion() {
    return minorVersion;
  }

  /** Whether the connection stays open after the answer. RFC 9112 section 9.3. */
  public boolean keepsAlive() {
    return values.keepsAlive(minorVersion);
  }

  /** Whether bytes of a body follow the head. RFC 9112 section 6. */
  public boolean hasBody() {
    return values.hasBody();
  }

  /** The fields of this request. Valid until the next {@link #reset()}. */
  public FieldValues values() {
    return values;
  }
}
