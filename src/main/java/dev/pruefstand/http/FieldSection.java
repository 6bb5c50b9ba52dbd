package dev.pruefstand.http;

/**
 * An incremental parser of the field lines between a start line and the empty line. Requests and
 * responses share it.
 *
 * <pre>
 *   LINE ─ NAME ─ BLANK ─ VALUE ─ LINE_LF ─┐
 *    ▲ └─ END_LF ─► DONE                   │
 *    └─────────────────────────────────────┘
 * </pre>
 *
 * <p>Source: RFC 9112 section 5, RFC 9110 section 5.5. Allocation-free, not thread-safe.
 */
final class FieldSection {
  private enum State {
    LINE,
    NAME,
    BLANK,
    VALUE,
    LINE_LF,
    END_LF,
    DONE,
    REFUSED
  }

  private static final int LINE_END = 2;

  private final int mostBytes;
  private final int mostFields;
  private final FieldValues values = new FieldValues();

  private State state = State.LINE;
  private int sectionFrom;
  private int tokenFrom;
  private int fields;
  private Status refusal = Status.BAD_REQUEST;

  FieldSection(Limits limits) {
    mostBytes = limits.headerBytes();
    mostFields = limits.headerFields();
  }

  /** Begins a new section at {@code from}, relative to the message's start. */
  void begin(int from) {
    state = State.LINE;
    sectionFrom = from;
    fields = 0;
    values.reset();
  }

  /** Reads on until the section ends or the bytes do, and returns where it stopped. */
  int parse(byte[] bytes, int start, int from, int end) {
    int at = from;
    while (at < end && state != State.DONE && state != State.REFUSED) {
      at = step(bytes, start, at, end);
    }
    return at;
  }

  private int step(byte[] bytes, int start, int at, int end) {
    byte b = bytes[at];
    switch (state) {
      case LINE -> {
        if (b == Ascii.CR) {
          state = State.END_LF;
        } else if (++fields > mostFields) {
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
        limit(at - start);
      }
      case VALUE -> {
        return value(bytes, start, at, end);
      }
      case LINE_LF -> expect(b == Ascii.LF, State.LINE);
      case END_LF -> expect(b == Ascii.LF, State.DONE);
      case DONE, REFUSED -> throw new IllegalStateException("parsing goes on after " + state);
    }
    return at + 1;
  }

  private int name(byte[] bytes, int start, int at, int end) {
    state = State.NAME;
    int i = at;
    while (i < end && Ascii.isToken(bytes[i])) {
      i++;
    }
    limit(i - start);
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
    limit(i - start + LINE_END);
    if (i < end && state == State.VALUE) {
      expect(bytes[i] == Ascii.CR, State.LINE_LF);
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

  private void limit(int to) {
    if (to - sectionFrom > mostBytes) {
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

  boolean isDone() {
    return state == State.DONE;
  }

  boolean isRefused() {
    return state == State.REFUSED;
  }

  Status refusal() {
    return refusal;
  }

  FieldValues values() {
    return values;
  }
}
