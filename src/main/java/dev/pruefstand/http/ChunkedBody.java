package dev.pruefstand.http;

import java.util.zip.Checksum;

/**
 * An incremental reader of a chunked body: {@code size [;extensions] CRLF data CRLF … 0 CRLF
 * trailers CRLF}.
 *
 * <p>Source: RFC 9112 section 7.1. Allocation-free, not thread-safe.
 */
public final class ChunkedBody {
  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_LINE,
    TRAILER,
    TRAILER_LF,
    END_LF,
    DONE,
    MALFORMED
  }

  private static final int LONGEST_SIZE = 15;
  private static final int LONGEST_LINE = 16 * 1024;

  private State state = State.SIZE;
  private long remaining;
  private int lineBytes;
  private long bodyBytes;

  /** Gets ready for another body. */
  public void reset() {
    state = State.SIZE;
    remaining = 0;
    lineBytes = 0;
    bodyBytes = 0;
  }

  /**
   * Reads on until the body ends or the bytes do.
   *
   * @param data takes the content of the chunks
   * @return how many bytes belonged to the body
   */
  public int read(byte[] bytes, int from, int to, Checksum data) {
    int at = from;
    while (at < to && state != State.DONE && state != State.MALFORMED) {
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
      case EXTENSION -> line(b, State.SIZE_LF, State.EXTENSION);
      case SIZE_LF -> {
        expect(b == Ascii.LF, remaining == 0 ? State.TRAILER_LINE : State.DATA);
        lineBytes = 0;
      }
      case DATA_CR -> expect(b == Ascii.CR, State.DATA_LF);
      case DATA_LF -> expect(b == Ascii.LF, State.SIZE);
      case TRAILER_LINE -> line(b, State.END_LF, State.TRAILER);
      case TRAILER -> line(b, State.TRAILER_LF, State.TRAILER);
      case TRAILER_LF -> expect(b == Ascii.LF, State.TRAILER_LINE);
      case END_LF -> expect(b == Ascii.LF, State.DONE);
      case DATA, DONE, MALFORMED -> throw new IllegalStateException("no mark in " + state);
    }
  }

  private void size(byte b) {
    int digit = Ascii.hex(b);
    if (digit >= 0) {
      remaining = remaining << 4 | digit;
      expect(++lineBytes <= LONGEST_SIZE, State.SIZE);
    } else if (lineBytes == 0) {
      state = State.MALFORMED;
    } else {
      line(b, State.SIZE_LF, State.EXTENSION);
      expect(state == State.SIZE_LF || b == ';' || Ascii.isBlank(b), state);
    }
  }

  private void line(byte b, State atEnd, State otherwise) {
    if (b == Ascii.CR) {
      state = atEnd;
    } else {
      expect(Ascii.isValue(b) && ++lineBytes <= LONGEST_LINE, otherwise);
    }
  }

  private void expect(boolean fits, State next) {
    state = fits ? next : State.MALFORMED;
  }

  /** Whether the last chunk and the trailers have been read. */
  public boolean isDone() {
    return state == State.DONE;
  }

  /** Whether this is no chunked body. Final. */
  public boolean isMalformed() {
    return state == State.MALFORMED;
  }

  /** The content's bytes so far, without the framing. */
  public long bodyBytes() {
    return bodyBytes;
  }
}
