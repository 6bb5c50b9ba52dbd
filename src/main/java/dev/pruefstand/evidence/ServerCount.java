package dev.pruefstand.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks one of our own servers how many requests it has answered, over a connection of its own.
 * Whoever does not answer within a second, or with something else, keeps no such statistics.
 */
final class ServerCount {
  private static final int PATIENCE_MILLIS = 1000;
  private static final int LARGEST_BYTES = 1 << 20;

  /** As StatsJson begins: what else answers there is somebody else's. */
  private static final Pattern OURS =
      Pattern.compile(
          "\\AHTTP/1\\.1 200 .*?\r\n\r\n"
              + "\\{\\s*\"uptimeMillis\": \\d+,\\s*\"requests\": (\\d{1,18}),",
          Pattern.DOTALL);

  private ServerCount() {}

  /**
   * The count now; empty if it does not tell.
   *
   * @throws ConnectException if nobody is there; one clear line
   */
  static Optional<Long> ask(InetSocketAddress address, String host, Duration patience)
      throws ConnectException {
    try (var socket = new Socket()) {
      connect(socket, address, patience);
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET /stats.json HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return count(read(socket, end));
    } catch (ConnectException nobody) {
      throw nobody;
    } catch (IOException silent) {
      return Optional.empty();
    }
  }

  private static void connect(Socket socket, InetSocketAddress address, Duration patience)
      throws ConnectException {
    long began = System.nanoTime();
    try {
      socket.connect(address, (int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
    } catch (IOException failed) {
      var nobody =
          new ConnectException(
              "no connection to %s could be made within %d ms (%s): is a server running there?"
                  .formatted(
                      address,
                      TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                      failed.getMessage()));
      nobody.initCause(failed);
      throw nobody;
    }
  }

  private static String read(Socket socket, long end) throws IOException {
    var answer = new StringBuilder();
    byte[] piece = new byte[8192];
    InputStream in = socket.getInputStream();
    while (answer.length() < LARGEST_BYTES) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new IOException("it took too long");
      }
      socket.setSoTimeout((int) left);
      int length = in.read(piece);
      if (length < 0) {
        break;
      }
      answer.append(new String(piece, 0, length, StandardCharsets.ISO_8859_1));
    }
    return answer.toString();
  }

  static Optional<Long> count(String answer) {
    Matcher ours = OURS.matcher(answer);
    return ours.find() ? Optional.of(Long.valueOf(ours.group(1))) : Optional.empty();
  }
}
