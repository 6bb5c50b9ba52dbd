package dev.pruefstand.http;

import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it arrives: read to its end and thrown away, so that it can never be taken
 * for the next request.
 *
 * <p>Source: RFC 9112 sections 6 and 7.1. Not thread-safe.
 */
public final class RequestBody {
  /** What the bytes so far amount to. */
  public enum Outcome {
    /** More bytes are needed. */
    INCOMPLETE,
    /** The body has ended. */
    COMPLETE,
    /** It is longer than allowed: answer 413. Final. */
    TOO_LARGE,
    /** It is no chunked body, or has too much beside its content: answer 400. Final. */
    MALFORMED
  }

  private static final Checksum NONE =
      new Checksum() {
        @Override
        public void update(int b) {}

        @Override
        public void update(byte[] bytes, int from, int length) {}

        @Override
        public long getValue() {
          return 0;
        }

        @Override
        public void reset() {}
      };

  private final Limits limits;
  private @Nullable ChunkedBody chunked;
  private boolean isChunked;
  private long remaining;
  private Outcome outcome = Outcome.COMPLETE;
  private int consumed;

  public RequestBody(Limits limits) {
    this.limits = limits;
  }

  /** The body that these fields announce begins; tells at once if it will be too large. */
  public Outcome begin(FieldValues fields) {
    isChunked = fields.isChunked();
    if (isChunked) {
      if (chunked == null) {
        chunked = new ChunkedBody(limits);
      }
      chunked.reset();
      outcome = Outcome.INCOMPLETE;
    } else {
      remaining = Math.max(0, fields.contentLength());
      outcome =
          remaining > limits.bodyBytes()
              ? Outcome.TOO_LARGE
              : remaining == 0 ? Outcome.COMPLETE : Outcome.INCOMPLETE;
    }
    return outcome;
  }

  /** Reads on; {@link #consumed} tells how many of the bytes belonged to the body. */
  public Outcome read(byte[] bytes, int from, int to) {
    consumed = 0;
    ChunkedBody chunks = chunked;
    if (outcome != Outcome.INCOMPLETE) {
      return outcome;
    }
    if (isChunked && chunks != null) {
      consumed = chunks.read(bytes, from, to, NONE);
      if (chunks.isMalformed()) {
        outcome = Outcome.MALFORMED;
      } else if (chunks.isTooLarge()) {
        outcome = Outcome.TOO_LARGE;
      } else if (chunks.isDone()) {
        outcome = Outcome.COMPLETE;
      }
    } else {
      consumed = (int) Math.min(remaining, to - from);
      remaining -= consumed;
      outcome = remaining == 0 ? Outcome.COMPLETE : Outcome.INCOMPLETE;
    }
    return outcome;
  }

  /** How many of the last {@link #read}'s bytes belonged to the body. */
  public int consumed() {
    return consumed;
  }
}
