package dev.pruefstand.penetrator;

import dev.pruefstand.os.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Reads answers: one or, on a pipeline, several at a time, and checks each against its request. */
final class Reception {
  private static final int INPUT_BYTES = 256 * 1024;

  private final Network network;
  private final Requests requests;
  private final Account account;
  private final boolean keepAlive;
  private final After after;
  private final MemorySegment input;
  private final ByteBuffer inputBuffer;

  /** What becomes of a connection. */
  interface After {
    /** It has room for another request. */
    void free(ClientConnection connection, long nowNanos);

    /** It has come to its end, and what is under way on it has failed. */
    void lost(ClientConnection connection, Failure kind, long nowNanos);
  }

  /** Reads into memory of this arena. */
  Reception(
      Network network,
      Requests requests,
      Account account,
      boolean keepAlive,
      After after,
      Arena arena) {
    this.network = network;
    this.requests = requests;
    this.account = account;
    this.keepAlive = keepAlive;
    this.after = after;
    input = arena.allocate(INPUT_BYTES);
    inputBuffer = input.asByteBuffer();
  }

  /** There is something to read, or the end. */
  void read(ClientConnection connection) {
    int received = network.receive(connection.descriptor, input);
    long now = network.nanoTime();
    switch (received) {
      case Sockets.WOULD_BLOCK -> {}
      case Sockets.GONE -> after.lost(connection, Failure.RESET, now);
      case 0 -> ended(connection, now);
      default -> answers(connection, received, now);
    }
  }

  private void ended(ClientConnection connection, long now) {
    if (connection.count() > 0 && connection.exchange.end() == Exchange.Outcome.DONE) {
      done(connection, now);
      // The rest of a pipeline has ended with it.
      after.lost(connection, Failure.EARLY_CLOSE, now);
    } else {
      after.lost(connection, connection.exchange.failure(), now);
    }
  }

  private void answers(ClientConnection connection, int received, long now) {
    int at = 0;
    while (at < received && connection.state == ClientConnection.State.OPEN) {
      if (connection.count() == 0) {
        // Bytes that nobody asked for: whatever followed would be read out of step.
        after.lost(connection, Failure.WRONG_LENGTH, now);
        return;
      }
      if (!connection.sawFirstByte) {
        connection.sawFirstByte = true;
        connection.firstByteNanos = now;
      }
      switch (connection.exchange.receive(input, inputBuffer, at, received)) {
        case PENDING -> {
          return;
        }
        case FAILED -> {
          after.lost(connection, connection.exchange.failure(), now);
          return;
        }
        case DONE -> {
          at = connection.exchange.consumed();
          if (at < received && connection.count() == 1) {
            after.lost(connection, Failure.WRONG_LENGTH, now);
            return;
          }
          done(connection, now);
          follow(connection, now);
        }
      }
    }
  }

  /** The oldest answer has come to its end. */
  private void done(ClientConnection connection, long now) {
    if (!connection.hasRoom()) {
      connection.freeNanos = now;
    }
    account.answered(connection, requests.check(connection.ask(), connection.exchange), now);
  }

  /** What comes next on a connection whose oldest answer has come. */
  private void follow(ClientConnection connection, long now) {
    boolean goesOn = connection.exchange.keepsAlive() && keepAlive;
    if (connection.count() > 0) {
      if (!goesOn) {
        after.lost(connection, Failure.EARLY_CLOSE, now);
        return;
      }
      connection.begin(requests.isHead(connection.ask()));
    }
    if (goesOn) {
      after.free(connection, now);
      return;
    }
    // The server closes first: who does keeps the port for a minute (RFC 9293 section 3.6.1).
    connection.state = ClientConnection.State.ENDING;
    connection.sinceNanos = now;
    read(connection);
  }
}
