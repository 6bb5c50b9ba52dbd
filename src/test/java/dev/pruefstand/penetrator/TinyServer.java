package dev.pruefstand.penetrator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A server of a few lines, with a thread per connection, that can be made to go away. */
final class TinyServer implements AutoCloseable {
  final AtomicLong answered = new AtomicLong();

  private final ServerSocket listener;
  private final String answer;
  private final long mostAnswers;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  TinyServer(String answer) throws IOException {
    this(answer, Long.MAX_VALUE);
  }

  /**
   * A server that dies.
   *
   * @param mostAnswers after which it goes away, and all its connections with it
   */
  TinyServer(String answer, long mostAnswers) throws IOException {
    this.answer = answer;
    this.mostAnswers = mostAnswers;
    listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  Target target() {
    return Target.of((InetSocketAddress) listener.getLocalSocketAddress(), "/");
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        clients.add(client);
        Thread.ofPlatform().daemon().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  private void serve(Socket client) {
    byte[] bytes = answer.getBytes(US_ASCII);
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = client.getInputStream();
      int newlines = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        if (newlines == 2) {
          if (answered.incrementAndGet() > mostAnswers) {
            close();
            return;
          }
          client.getOutputStream().write(bytes);
        }
      }
    } catch (IOException gone) {
      // The client's business.
    } finally {
      clients.remove(client);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket client : clients) {
        client.close();
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
