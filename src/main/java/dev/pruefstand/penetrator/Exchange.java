package dev.pruefstand.penetrator;

import dev.pruefstand.http.ChunkedBody;
import dev.pruefstand.http.ResponseParser;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One answer as it arrives, without a socket: bytes in, an outcome out. The client's counterpart of
 * the server's conversation. Allocation-free for an answer whose head arrives in one piece.
 *
 * <pre>
 *   HEAD ─► NONE, LENGTH ┐
 *     │ ├─► CHUNKED ─────┼─► done
 *     │ └─► UNTIL_CLOSE ─┘ (at the end)
 *     └─► failed
 * </pre>
 */
final class Exchange {
  /** What the bytes so far amount to. */
  enum Outcome {
    PENDING,
    DONE,
    FAILED
  }

  private enum Part {
    HEAD,
    NONE,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE
  }

  private static final int FIRST_ERROR = 400;
  private static final int FINAL = 200;

  private final Scratch scratch;
  private final ResponseParser parser = new ResponseParser();
  private final CRC32C checksum = new CRC32C();
  private final ChunkedBody chunked = new ChunkedBody();

  /** The beginning of a head that arrived in several pieces. */
  private byte @Nullable [] kept;

  private Part part = Part.HEAD;
  private boolean toHead;
  private int consumed;
  private long bodyBytes;
  private long answerBytes;
  private Failure failure = Failure.MALFORMED;

  /** Memory for heads and chunks, shared by all exchanges of one thread. */
  static final class Scratch {
    private final byte[] bytes = new byte[64 * 1024];
  }

  Exchange(Scratch scratch) {
    this.scratch = scratch;
  }

  /**
   * The next answer begins.
   *
   * @param toHead whether it is one to HEAD, and has no body. RFC 9110 section 9.3.2
   */
  void begin(boolean toHead) {
    this.toHead = toHead;
    part = Part.HEAD;
    parser.reset();
    checksum.reset();
    kept = null;
    bodyBytes = 0;
    answerBytes = 0;
  }

  /**
   * Takes the bytes that have arrived, from {@code from} to {@code length}; what {@link #consumed}
   * leaves belongs to the next answer.
   *
   * @param buffer direct memory that {@code segment} is another view of
   */
  Outcome receive(MemorySegment segment, ByteBuffer buffer, int from, int length) {
    consumed = length;
    Outcome outcome = read(segment, buffer, from, length);
    answerBytes += consumed - from;
    return outcome;
  }

  /** Where the answer that is done ended among the bytes of the last {@link #receive}. */
  int consumed() {
    return consumed;
  }

  private Outcome read(MemorySegment segment, ByteBuffer buffer, int from, int length) {
    int at = from;
    while (part == Part.HEAD) {
      Outcome head = head(segment, at, length);
      if (head != Outcome.DONE) {
        return head;
      }
      at = headEnd;
    }
    return switch (part) {
      case HEAD -> throw new IllegalStateException("the head has been read");
      case NONE -> {
        consumed = at;
        yield Outcome.DONE;
      }
      case LENGTH -> {
        long wanted = parser.bodyBytes() - bodyBytes;
        if (length - at < wanted) {
          update(buffer, at, length);
          yield Outcome.PENDING;
        }
        consumed = at + (int) wanted;
        update(buffer, at, consumed);
        yield Outcome.DONE;
      }
      case CHUNKED -> chunks(segment, at, length);
      case UNTIL_CLOSE -> {
        update(buffer, at, length);
        yield Outcome.PENDING;
      }
    };
  }

  /** Where in the present piece the head ended. */
  private int headEnd;

  private Outcome head(MemorySegment segment, int from, int length) {
    byte[] before = kept;
    int beforeBytes = before == null ? 0 : before.length;
    int taken = Math.min(length - from, scratch.bytes.length - beforeBytes);
    if (before != null) {
      System.arraycopy(before, 0, scratch.bytes, 0, beforeBytes);
    }
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, from, scratch.bytes, beforeBytes, taken);
    int end = beforeBytes + taken;
    return switch (parser.parse(scratch.bytes, 0, end)) {
      case MALFORMED -> fail(Failure.MALFORMED);
      case INCOMPLETE -> {
        if (end == scratch.bytes.length) {
          yield fail(Failure.MALFORMED);
        }
        kept = Arrays.copyOf(scratch.bytes, end);
        yield Outcome.PENDING;
      }
      case COMPLETE -> {
        headEnd = from + parser.length() - beforeBytes;
        kept = null;
        if (parser.status() < FINAL) {
          // RFC 9110 section 15.2: interim answers come before the final one.
          parser.reset();
        } else {
          part = body();
        }
        yield Outcome.DONE;
      }
    };
  }

  private Part body() {
    if (toHead) {
      return Part.NONE;
    }
    return switch (parser.framing()) {
      case LENGTH -> Part.LENGTH;
      case UNTIL_CLOSE -> Part.UNTIL_CLOSE;
      case CHUNKED -> {
        chunked.reset();
        yield Part.CHUNKED;
      }
    };
  }

  private void update(ByteBuffer buffer, int from, int to) {
    checksum.update(buffer.limit(to).position(from));
    bodyBytes += to - from;
  }

  private Outcome chunks(MemorySegment segment, int from, int length) {
    int at = from;
    while (at < length && !chunked.isDone() && !chunked.isMalformed()) {
      int piece = Math.min(length - at, scratch.bytes.length);
      MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, at, scratch.bytes, 0, piece);
      at += chunked.read(scratch.bytes, 0, piece, checksum);
    }
    bodyBytes = chunked.bodyBytes();
    if (chunked.isMalformed()) {
      return fail(Failure.MALFORMED);
    }
    consumed = at;
    return chunked.isDone() ? Outcome.DONE : Outcome.PENDING;
  }

  /** The stream has ended. */
  Outcome end() {
    return part == Part.UNTIL_CLOSE ? Outcome.DONE : fail(Failure.EARLY_CLOSE);
  }

  private Outcome fail(Failure kind) {
    failure = kind;
    return Outcome.FAILED;
  }

  /** Why the exchange failed. */
  Failure failure() {
    return failure;
  }

  /** Of the last answer. */
  int status() {
    return parser.status();
  }

  /** What came, in the form of what was expected. */
  Expectation found() {
    return new Expectation(parser.status(), bodyBytes, checksum.getValue());
  }

  /** Compares a whole answer with what was expected; null if it is right. */
  @Nullable Failure compare(@Nullable Expectation expected) {
    if (parser.status() >= FIRST_ERROR
        || (expected != null && parser.status() != expected.status())) {
      return Failure.WRONG_STATUS;
    }
    if (expected == null) {
      return null;
    }
    if (bodyBytes != expected.bodyBytes()) {
      return Failure.WRONG_LENGTH;
    }
    return checksum.getValue() == expected.crc32c() ? null : Failure.WRONG_CHECKSUM;
  }

  /** Whether the connection can carry another request. */
  boolean keepsAlive() {
    return toHead ? parser.keepsAliveAfterHead() : parser.keepsAlive();
  }

  /** Head and body as they came over the wire. */
  long answerBytes() {
    return answerBytes;
  }
}
