package dev.pruefstand.http;

/**
 * An incremental reader of the field lines behind the last chunk, the empty line included. They are
 * judged like those of a head and thrown away: no field that frames, routes or authenticates may be
 * taken from here, and no other one is needed.
 *
 * <p>Source: RFC 9112 sections 5 and 7.1.2, RFC 9110 section 6.5.1. Allocation-free, not
 * thread-safe.
 */
final class TrailerSection {
  private enum State {
    LINE,
    NAME,
    VALUE,
    LINE_LF,
    END_LF,
    DONE,
    MALFORMED
  }

  private final int mostBytes;
  private final int mostFields;

  private State state = State.LINE;
  private int bytes;
  private int fields;

  /** A reader of as much as a head may hold. */
  TrailerSection(Limits limits) {
    mostBytes = limits.headerBytes();
    mostFields = limits.headerFields();
  }

  /** Gets ready for another body. */
  void reset() {
    state = State.LINE;
    bytes = 0;
    fields = 0;
  }

  /** Takes the next byte. */
  void take(byte b) {
    switch (state) {
      case LINE -> {
        if (b == Ascii.CR) {
          state = State.END_LF;
        } else {
          expect(Ascii.isToken(b) && ++fields <= mostFields, State.NAME);
        }
      }
      case NAME -> expect(b == ':' || Ascii.isToken(b), b == ':' ? State.VALUE : State.NAME);
      case VALUE ->
          expect(b == Ascii.CR || Ascii.isValue(b), b == Ascii.CR ? State.LINE_LF : State.VALUE);
      case LINE_LF -> expect(b == Ascii.LF, State.LINE);
      case END_LF -> expect(b == Ascii.LF, State.DONE);
      case DONE, MALFORMED -> throw new IllegalStateException("no more bytes when " + state);
    }
    // As in a head, the empty line does not count.
    if (state != State.END_LF && state != State.DONE && ++bytes > mostBytes) {
      state = State.MALFORMED;
    }
  }

  private void expect(boolean fits, State next) {
    state = fits ? next : State.MALFORMED;
  }

  /** Whether the empty line has been read. */
  boolean isDone() {
    return state == State.DONE;
  }

  /** Whether these are no field lines, or more than a head may hold. Final. */
  boolean isMalformed() {
    return state == State.MALFORMED;
  }
}
