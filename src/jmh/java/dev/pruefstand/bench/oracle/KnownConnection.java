package dev.pruefstand.bench.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A client's connection: counts the requests that come in, and owes answers. It looks for the empty
 * line only, so requests have no body.
 */
final class KnownConnection {
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final SocketChannel channel;
  private final SelectionKey key;

  /** Many answers in a row, so that one call writes what is due together. */
  private final ByteBuffer answers;

  private final int answerBytes;
  private int matched;
  private int unanswered;
  private long owedBytes;
  private boolean inputEnded;

  /**
   * @param answers the answer, many times over, with a position of its own
   */
  KnownConnection(SocketChannel channel, SelectionKey key, ByteBuffer answers, int answerBytes) {
    this.channel = channel;
    this.key = key;
    this.answers = answers;
    this.answerBytes = answerBytes;
  }

  /** Reads what is there, and says how many requests it completes. */
  int read(ByteBuffer input) throws IOException {
    int requests = 0;
    input.clear();
    if (channel.read(input) < 0) {
      inputEnded = true;
    }
    input.flip();
    while (input.hasRemaining()) {
      byte next = input.get();
      if (next == END_OF_HEAD[matched]) {
        matched++;
      } else {
        matched = next == '\r' ? 1 : 0;
      }
      if (matched == END_OF_HEAD.length) {
        matched = 0;
        requests++;
      }
    }
    unanswered += requests;
    watch();
    return requests;
  }

  /** Sends answers that are due. */
  void answer(int count) throws IOException {
    unanswered -= count;
    owedBytes += (long) count * answerBytes;
    write();
  }

  /** Writes as much of what is owed as the socket takes. */
  void write() throws IOException {
    while (owedBytes > 0) {
      // All answers are alike: only how far into one the last write came is of interest.
      int from = answers.position() % answerBytes;
      answers.limit((int) Math.min(answers.capacity(), from + owedBytes)).position(from);
      owedBytes -= channel.write(answers);
      if (answers.hasRemaining()) {
        break;
      }
    }
    watch();
  }

  /** A client that has ended its side still gets what it asked for. */
  private void watch() throws IOException {
    if (inputEnded && unanswered == 0 && owedBytes == 0) {
      channel.close();
      return;
    }
    int interest =
        (inputEnded ? 0 : SelectionKey.OP_READ) | (owedBytes > 0 ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != interest) {
      key.interestOps(interest);
    }
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** Ends it after an error; what it is owed is lost. */
  void drop() {
    try {
      channel.close();
    } catch (IOException alreadyBroken) {
      // It is gone either way.
    }
  }
}
