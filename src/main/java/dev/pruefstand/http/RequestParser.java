package dev.pruefstand.http;

import java.nio.charset.StandardCharsets;

/**
 * An incremental parser of HTTP/1.1 request heads. Allocation-free: it looks at each byte once,
 * however the bytes are cut, and remembers positions, not copies.
 *
 * <pre>
 *   START ─ METHOD ─ TARGET ─ VERSION ─ LINE_LF ─ FIELDS ({@link FieldSection}) ─ DONE
 * </pre>
 *
 * The caller keeps a request's bytes together and unchanged; positions are relative to its start,
 * so that the bytes may move between two calls. Strict where leniency would let two readers see
 * different requests: a bare CR or LF, a space before a colon, folded lines, control bytes and an
 * ambiguous length are refused.
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
    FIELDS,
    DONE,
    REFUSED
  }

  private static final byte[] HTTP = "HTTP/".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION_LENGTH = HTTP.length + 3;
  private static final int LONGEST_METHOD = 32;
  private static final int EMPTY_LINES = 4;

  private final int mostLineBytes;
  private final FieldSection fields;

  private State state = State.START;
  private int position;
  private int emptyLines;
  private int methodFrom;
  private int targetFrom;
  private int targetTo;
  private Method method = Method.UNKNOWN;
  private int minorVersion;
  private Status refusal = Status.BAD_REQUEST;

  public RequestParser(Limits limits) {
    mostLineBytes = limits.requestLineBytes();
    fields = new FieldSection(limits);
  }

  /** Forgets the request and gets ready for the next. */
  public void reset() {
    state = State.START;
    position = 0;
    emptyLines = 0;
    method = Method.UNKNOWN;
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
          // RFC 9112 section 2.2: empty lines before a request line are passed over.
          emptyLines++;
          state = State.START_LF;
        } else {
          methodFrom = at - start;
          return method(bytes, start, at, end);
        }
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
        expect(b == Ascii.LF, State.FIELDS);
        fields.begin(at + 1 - start);
      }
      case FIELDS -> {
        return fields(bytes, start, at, end);
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
      i++;
      targetFrom = i - start;
    }
    return i;
  }

  private int target(byte[] bytes, int start, int at, int end) {
    int i = at;
    while (i < end && Ascii.isTarget(bytes[i])) {
      i++;
    }
    if (i - start - methodFrom > mostLineBytes - 1 - VERSION_LENGTH) {
      refuse(Status.URI_TOO_LONG);
    } else if (i < end) {
      targetTo = i - start;
      expect(bytes[i] == Ascii.SP && targetTo > targetFrom, State.VERSION);
      i++;
    }
    return i;
  }

  private void version(byte[] bytes, int start, int at) {
    int index = at - start - targetTo - 1;
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

  private int fields(byte[] bytes, int start, int at, int end) {
    int i = fields.parse(bytes, start, at, end);
    if (fields.isRefused()) {
      refuse(fields.refusal());
    } else if (fields.isDone()) {
      expect(fields.values().suitRequest(minorVersion), State.DONE);
    }
    return i;
  }

  private void expect(boolean fits, State next) {
    if (fits) {
      state = next;
    } else {
      refuse(Status.BAD_REQUEST);
    }
  }

  private void refuse(Status status) {
    state = State.REFUSED;
    refusal = status;
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

  /** The method, {@code UNKNOWN} as long as it has not been read. */
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
    return fields.values().keepsAlive(minorVersion);
  }

  /** The fields of this request. Valid until the next begins. */
  public FieldValues values() {
    return fields.values();
  }
}
