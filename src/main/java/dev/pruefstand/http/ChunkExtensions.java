package dev.pruefstand.http;

/**
 * An incremental reader of what may stand between a chunk's size and the end of its line.
 *
 * <pre>
 *   chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )
 * </pre>
 *
 * The name is a token, the value a token or a quoted string. Nobody here knows any extension, so
 * that all are passed over; but what one reader passes over and another takes for the end of the
 * line is how requests are smuggled, and extensions without end are work for nothing.
 *
 * <p>Source: RFC 9112 section 7.1.1, RFC 9110 section 5.6.4. Allocation-free, not thread-safe.
 */
final class ChunkExtensions {
  private enum State {
    /** Behind the size, or behind a value's quotes: the line may end. */
    COMPLETE,
    /** Behind blanks that only another extension explains. */
    PADDED,
    NAME_FOLLOWS,
    NAME,
    NAMED,
    VALUE_FOLLOWS,
    VALUE,
    QUOTED,
    ESCAPED,
    ENDED,
    MALFORMED
  }

  /** What all extensions of one body may amount to. */
  static final int MOST_BYTES = 16 * 1024;

  private State state = State.COMPLETE;
  private int bytes;

  /** Gets ready for another body. */
  void reset() {
    bytes = 0;
    begin();
  }

  /** Gets ready for the extensions of the next chunk. */
  void begin() {
    state = State.COMPLETE;
  }

  /** Takes the next byte behind the size; the CR that ends them is the last. */
  void take(byte b) {
    state = next(b);
    if (state != State.ENDED && ++bytes > MOST_BYTES) {
      state = State.MALFORMED;
    }
  }

  private State next(byte b) {
    return switch (state) {
      case COMPLETE -> Ascii.isBlank(b) ? State.PADDED : endOrAnother(b);
      case PADDED -> Ascii.isBlank(b) ? State.PADDED : another(b);
      case NAME_FOLLOWS -> Ascii.isBlank(b) ? State.NAME_FOLLOWS : token(b, State.NAME);
      case NAME -> {
        if (Ascii.isToken(b)) {
          yield State.NAME;
        }
        yield Ascii.isBlank(b) ? State.NAMED : b == '=' ? State.VALUE_FOLLOWS : endOrAnother(b);
      }
      case NAMED -> {
        if (Ascii.isBlank(b)) {
          yield State.NAMED;
        }
        yield b == '=' ? State.VALUE_FOLLOWS : another(b);
      }
      case VALUE_FOLLOWS -> {
        if (Ascii.isBlank(b)) {
          yield State.VALUE_FOLLOWS;
        }
        yield b == '"' ? State.QUOTED : token(b, State.VALUE);
      }
      case VALUE -> {
        if (Ascii.isToken(b)) {
          yield State.VALUE;
        }
        yield Ascii.isBlank(b) ? State.PADDED : endOrAnother(b);
      }
      case QUOTED -> b == '"' ? State.COMPLETE : b == '\\' ? State.ESCAPED : quoted(b);
      case ESCAPED -> quoted(b);
      case ENDED, MALFORMED -> throw new IllegalStateException("no more bytes when " + state);
    };
  }

  private static State endOrAnother(byte b) {
    return b == Ascii.CR ? State.ENDED : another(b);
  }

  private static State another(byte b) {
    return b == ';' ? State.NAME_FOLLOWS : State.MALFORMED;
  }

  private static State token(byte b, State fits) {
    return Ascii.isToken(b) ? fits : State.MALFORMED;
  }

  /** What may stand in a quoted string, but for quotes and backslash, is what a value may hold. */
  private static State quoted(byte b) {
    return Ascii.isValue(b) ? State.QUOTED : State.MALFORMED;
  }

  /** Whether the CR has been read. */
  boolean hasEnded() {
    return state == State.ENDED;
  }

  /** Whether these are no extensions, or more than {@link #MOST_BYTES}. Final. */
  boolean isMalformed() {
    return state == State.MALFORMED;
  }
}
