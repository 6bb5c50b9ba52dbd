package dev.pruefstand.http;

import java.util.zip.Checksum;

/**
 * An incremental reader of a chunked body: {@code size extensions CRLF data CRLF … 0 CRLF trailers
 * CRLF}.
 *
 * <pre>
 *   SIZE ─ EXTENSIONS ({@link ChunkExtensions}) ─ SIZE_LF ─ DATA ─ DATA_CR ─ DATA_LF ─┐
 *    ▲                                               └─ TRAILERS ({@link TrailerSection}) ─ DONE
 *    └────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>Source: RFC 9112 section 7.1. Allocation-free, not thread-safe.
 */
public final class ChunkedBody {
  private enum State {
    SIZE,
    EXTENSIONS,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS,
    DONE,
    TOO_LARGE,
    MALFORMED
  }

  private static final int LONGEST_SIZE = 15;

  private final long mostBytes;
  private final ChunkExtensions extensions = new ChunkExtensions();
  private final TrailerSection trailers;

  private State state = State.SIZE;
  private long remaining;
  private int digits;
  private long bodyBytes;

  /** A reader of bodies of any length. */
  public ChunkedBody() {
    this(Limits.DEFAULT.withBody(Long.MAX_VALUE));
  }

  /** A reader that stops at the first chunk that would make a body longer than allowed. */
  ChunkedBody(Limits limits) {
    mostBytes = limits.bodyBytes();
    trailers = new TrailerSection(limits);
  }

  /** Gets ready for another body. */
  public void reset() {
    state = State.SIZE;
    remaining = 0;
    digits = 0;
    bodyBytes = 0;
    extensions.reset();
    trailers.reset();
  }

  /**
   * Reads on until the body ends or the bytes do.
   *
   * @param data takes the content of the chunks
   * @return how many bytes belonged to the body
   */
  public int read(byte[] bytes, int from, int to, Checksum data) {
    int at = from;
    while (at < to && !isFinal()) {
      if (state == State.DATA) {
        int length = (int) Math.min(remaining, to - at);
        data.update(bytes, at, length);
        bodyBytes += length;
        remaining -= length;
        at += length;
        if (remaining == 0) {
          state = State.DATA_CR;
        }
      } else {
        mark(bytes[at++]);
      }
    }
    return at - from;
  }

  private void mark(byte b) {
    switch (state) {
      case SIZE -> size(b);
      case EXTENSIONS -> extensions(b);
      case SIZE_LF -> {
        expect(b == Ascii.LF, announced());
        digits = 0;
      }
      case DATA_CR -> expect(b == Ascii.CR, State.DATA_LF);
      case DATA_LF -> expect(b == Ascii.LF, State.SIZE);
      case TRAILERS -> {
        trailers.take(b);
        if (trailers.isDone() || trailers.isMalformed()) {
          expect(trailers.isDone(), State.DONE);
        }
      }
      case DATA, DONE, TOO_LARGE, MALFORMED ->
          throw new IllegalStateException("no mark in " + state);
    }
  }

  /**
   * What a size leads to. It is judged when its line has ended and not before, so that the verdict
   * does not hang on how the bytes were cut.
   */
  private State announced() {
    if (remaining > mostBytes - bodyBytes) {
      return State.TOO_LARGE;
    }
    return remaining == 0 ? State.TRAILERS : State.DATA;
  }

  private void size(byte b) {
    int digit = Ascii.hex(b);
    if (digit >= 0) {
      remaining = remaining << 4 | digit;
      expect(++digits <= LONGEST_SIZE, State.SIZE);
    } else if (digits == 0) {
      state = State.MALFORMED;
    } else {
      state = State.EXTENSIONS;
      extensions.begin();
      extensions(b);
    }
  }

  private void extensions(byte b) {
    extensions.take(b);
    if (extensions.hasEnded() || extensions.isMalformed()) {
      expect(extensions.hasEnded(), State.SIZE_LF);
    }
  }

  private void expect(boolean fits, State next) {
    state = fits ? next : State.MALFORMED;
  }

  private boolean isFinal() {
    return state == State.DONE || state == State.TOO_LARGE || state == State.MALFORMED;
  }

  /** Whether the last chunk and the trailers have been read. */
  public boolean isDone() {
    return state == State.DONE;
  }

  /** Whether this is no chunked body, or one with too much beside its content. Final. */
  public boolean isMalformed() {
    return state == State.MALFORMED;
  }

  /** The content's bytes so far, without the framing. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** Whether a chunk was announced that would make it longer than allowed. Final. */
  boolean isTooLarge() {
    return state == State.TOO_LARGE;
  }
}
