package dev.pruefstand.bench;

import dev.pruefstand.http.ResponseParser;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Connections that are opened one after the other, each answered once, and then left alone. What
 * goes wrong is counted by kind. Belongs to one thread.
 */
final class IdleConnections implements AutoCloseable {
  /** Answered by nobody in time, or not with the file and the connection kept. */
  static final String WRONG = "wrong answer";

  /** Ended by the server while nothing was asked. */
  static final String ENDED = "did not stay";

  private static final int PATIENCE_MILLIS = 10_000;

  /** Each of them may have been waited for: a server that serves no more is not asked for ever. */
  private static final int MOST_WRONG = 3;

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int OK = 200;

  private final List<SocketChannel> open = new ArrayList<>();
  private final Map<String, Long> errors = new TreeMap<>();
  private final ResponseParser parser = new ResponseParser();
  private final byte[] buffer;
  private final byte[] request;
  private final byte[] body;

  /** None yet; each will ask for that file. */
  IdleConnections(ServedFile served) {
    body = served.file().body().toArray(ValueLayout.JAVA_BYTE);
    buffer = new byte[BUFFER_BYTES + body.length];
    request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .formatted(served.file().path())
            .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Opens that many more.
   *
   * @throws IOException if the server cannot be reached, or will not serve so many
   */
  void open(InetSocketAddress server, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      open.add(channel);
      connect(channel, server);
      if (!isAnswered(channel.socket())) {
        // It has its fault, and is not to be looked at for another one.
        open.removeLast().close();
        failed(WRONG);
        if (errors.getOrDefault(WRONG, 0L) == MOST_WRONG) {
          throw new IOException(
              "expected %,d connections that are answered and kept, found %,d before %d were not:"
                      .formatted(count, open.size(), MOST_WRONG)
                  + " choose fewer by -p connections");
        }
      }
    }
  }

  private static void connect(SocketChannel channel, SocketAddress server) throws IOException {
    Socket socket = channel.socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(server, PATIENCE_MILLIS);
  }

  private boolean isAnswered(Socket socket) {
    try {
      socket.getOutputStream().write(request);
      return isRight(socket.getInputStream());
    } catch (IOException endedOrSilent) {
      return false;
    }
  }

  private boolean isRight(InputStream input) throws IOException {
    parser.reset();
    int end = 0;
    ResponseParser.Outcome head = ResponseParser.Outcome.INCOMPLETE;
    while (head == ResponseParser.Outcome.INCOMPLETE) {
      int read = input.read(buffer, end, buffer.length - end);
      if (read <= 0) {
        return false;
      }
      end += read;
      head = parser.parse(buffer, 0, end);
    }
    int start = parser.length();
    int missing = start + body.length - end;
    return head == ResponseParser.Outcome.COMPLETE
        && parser.status() == OK
        && parser.keepsAlive()
        && parser.framing() == ResponseParser.Framing.LENGTH
        && parser.bodyBytes() == body.length
        && missing >= 0
        && input.readNBytes(buffer, end, missing) == missing
        && Arrays.equals(buffer, start, start + body.length, body, 0, body.length);
  }

  /** Looks which of them have ended, though nobody has asked for that. */
  void look() throws IOException {
    var nothing = ByteBuffer.allocate(1);
    for (SocketChannel each : open) {
      each.configureBlocking(false);
      if (isGone(each, nothing)) {
        failed(ENDED);
      }
    }
  }

  private static boolean isGone(SocketChannel channel, ByteBuffer nothing) {
    try {
      return channel.read(nothing.clear()) != 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private void failed(String kind) {
    errors.merge(kind, 1L, Long::sum);
  }

  /** What went wrong so far, by kind. */
  Map<String, Long> errors() {
    return errors;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel each : open) {
      each.close();
    }
    open.clear();
  }
}
