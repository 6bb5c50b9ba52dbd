package dev.pruefstand.bench.fairness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A connection that says bytes and hears bytes: no library repairs what is wrong on either side.
 * Whoever keeps it waiting for longer than its patience is heard as an exception. Belongs to one
 * thread.
 */
final class Talk implements AutoCloseable {
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int LONGEST_QUOTE = 80;
  private static final String HEAD_END = "\r\n\r\n";

  private final Socket socket = new Socket();
  private final InputStream input;

  Talk(InetSocketAddress to, int patienceMillis) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(patienceMillis);
    socket.connect(to, patienceMillis);
    input = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends text in one call, with CRLF for its line ends. */
  void say(String text) throws IOException {
    byte[] bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    socket.getOutputStream().write(bytes);
  }

  /** Asks for a path as a browser would, and keeps the connection. */
  Heard get(String path) throws IOException {
    say("GET " + path + " HTTP/1.1\nHost: localhost\n\n");
    return hear();
  }

  /** Hears an answer with its body, however its end is told: RFC 9112 section 6.3. */
  Heard hear() throws IOException {
    Heard head = hearHead();
    List<String> lengths = head.values("Content-Length");
    if (lengths.size() == 1) {
      return new Heard(head.head(), bytes(length(lengths.getFirst(), 10)));
    }
    if (head.values("Transfer-Encoding").stream().anyMatch("chunked"::equalsIgnoreCase)) {
      return new Heard(head.head(), chunks());
    }
    if (lengths.isEmpty() && head.isLast()) {
      return new Heard(head.head(), input.readAllBytes());
    }
    throw new IOException("expected one Content-Length, found " + lengths);
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    int length = chunkLength();
    while (length > 0) {
      body.write(bytes(length));
      line();
      length = chunkLength();
    }
    while (!line().isEmpty()) {
      // Trailers are nothing that is demanded.
    }
    return body.toByteArray();
  }

  private int chunkLength() throws IOException {
    return length(line().split(";", 2)[0].strip(), 16);
  }

  /** Of a body or a chunk that is to be held in memory. */
  private static int length(String text, int radix) throws IOException {
    int length;
    try {
      length = Integer.parseInt(text, radix);
    } catch (NumberFormatException malformed) {
      throw new IOException("expected a length, found " + text, malformed);
    }
    if (length < 0) {
      throw new IOException("expected a length, found " + text);
    }
    return length;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    int next = input.read();
    while (next != '\n') {
      if (next < 0 || line.length() == LONGEST_HEAD) {
        throw new EOFException("expected a chunk's line, found its end after " + line.length());
      }
      line.append((char) next);
      next = input.read();
    }
    return line.toString().strip();
  }

  private byte[] bytes(int length) throws IOException {
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("expected a body of " + length + " bytes, found " + bytes.length);
    }
    return bytes;
  }

  /** Hears an answer that ends with its head, whatever that announces. */
  Heard hearHead() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf(HEAD_END, head.length() - HEAD_END.length()) < 0) {
      int next = input.read();
      if (next < 0 || head.length() == LONGEST_HEAD) {
        head.setLength(Math.min(head.length(), LONGEST_QUOTE));
        throw new EOFException("expected a whole head, found what begins \"" + head + '"');
      }
      head.append((char) next);
    }
    return new Heard(head.toString(), new byte[0]);
  }

  /** Whether the other side ends the connection without another word. */
  boolean ends() throws IOException {
    return input.read() < 0;
  }

  /**
   * The status of the answer to something that nobody should serve, or 0 if the connection ended
   * without any. A server may answer before everything was sent and then reset the connection,
   * which can take the answer with it.
   */
  int sayAndHearRefusal(String text) throws IOException {
    try {
      say(text);
    } catch (SocketException endedMeanwhile) {
      // What it has answered may still be there.
    }
    try {
      return hearHead().status();
    } catch (EOFException | SocketException ended) {
      return 0;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
