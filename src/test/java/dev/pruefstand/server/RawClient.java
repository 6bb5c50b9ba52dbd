package dev.pruefstand.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A connection that says bytes and hears bytes: no library repairs what is wrong on either side.
 * Waiting ends with an exception after {@link #PATIENCE_MILLIS}.
 */
public final class RawClient implements AutoCloseable {
  public static final int PATIENCE_MILLIS = 20_000;

  private static final String HEAD_END = "\r\n\r\n";
  private static final int LONGEST_HEAD = 16 * 1024;

  private final Socket socket = new Socket();
  private final InputStream input;

  /** An answer as it came. */
  public record Answer(String head, byte[] body) {
    public int status() {
      return Integer.parseInt(head, "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
    }

    /** All values of a field; names are not case-sensitive. */
    public List<String> values(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.lines()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    /** The one value of a field. */
    public String value(String name) {
      List<String> values = values(name);
      if (values.size() != 1) {
        throw new AssertionError("expected one " + name + ", found " + values + " in\n" + head);
      }
      return values.getFirst();
    }
  }

  public RawClient(Server server) throws IOException {
    this(server.address(), OptionalInt.empty());
  }

  /**
   * Connects.
   *
   * @param receiveBuffer SO_RCVBUF, to be a client whom little can be sent ahead
   */
  public RawClient(InetSocketAddress to, OptionalInt receiveBuffer) throws IOException {
    if (receiveBuffer.isPresent()) {
      socket.setReceiveBufferSize(receiveBuffer.getAsInt());
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(to, PATIENCE_MILLIS);
    input = new BufferedInputStream(socket.getInputStream());
  }

  /** Whether nobody listens there, or no longer. */
  public static boolean isRefused(InetSocketAddress at) throws IOException {
    try {
      // It may have come before the end of the listener, and shares its fate.
      new RawClient(at, OptionalInt.empty()).close();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (SocketException resetMeanwhile) {
      // It came at the very end of the listener. The next attempt tells.
      return false;
    }
  }

  /** The bytes of a text block: its line ends become CRLF. */
  public static byte[] bytes(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Sends a text block with CRLF for its line ends. */
  public void say(String text) throws IOException {
    send(bytes(text));
  }

  /** Sends bytes as they are, in one call. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends the bytes in two calls. */
  public void sendCut(byte[] bytes, int at) throws IOException {
    socket.getOutputStream().write(bytes, 0, at);
    socket.getOutputStream().write(bytes, at, bytes.length - at);
  }

  /** Asks for a file and keeps the connection. */
  public void get(String file) throws IOException {
    say("GET /" + file + " HTTP/1.1\nHost: a\n\n");
  }

  /** Reads exactly one answer with its body. */
  public Answer answer() throws IOException {
    Answer head = answerToHead();
    if (head.status() == 304 || head.status() == 204) {
      return head;
    }
    int length = Integer.parseInt(head.value("Content-Length"));
    byte[] body = input.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("expected " + length + " bytes of body, found " + body.length);
    }
    return new Answer(head.head, body);
  }

  /** Reads exactly one answer that has no body, whatever its head announces. */
  public Answer answerToHead() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf(HEAD_END, head.length() - HEAD_END.length()) < 0) {
      int next = input.read();
      if (next < 0 || head.length() > LONGEST_HEAD) {
        throw new EOFException("expected a whole head, found \"" + head + '"');
      }
      head.append((char) next);
    }
    return new Answer(head.toString(), new byte[0]);
  }

  /** Everything until the server ends the stream. A reset is an exception. */
  public byte[] rest() throws IOException {
    return input.readAllBytes();
  }

  /** Everything until the connection ends, be it with a reset. */
  public byte[] restOrReset() throws IOException {
    var rest = new ByteArrayOutputStream();
    try {
      input.transferTo(rest);
    } catch (SocketException reset) {
      // What came before it is the answer.
    }
    return rest.toByteArray();
  }

  /** Reads bytes of a body that is read piece by piece. */
  public byte[] read(int bytes) throws IOException {
    return input.readNBytes(bytes);
  }

  /** How many bytes can be read without waiting. */
  public int available() throws IOException {
    return input.available();
  }

  /** How long a read waits from now on. */
  public void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Says that nothing more will be said; listens on. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes with a reset, whatever is on its way. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
