package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Connected sockets on the loopback interface, for tests; what they leave open is closed. */
public final class Loopback implements AutoCloseable {
  /** Both ends of a connection. */
  public record Pair(int client, int server) {}

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment buffer = arena.allocate(64);
  private final List<Integer> open = new ArrayList<>();
  private final Sockets sockets;
  private final int listener;

  /** Listens on a free port. Belongs to one thread. */
  public Loopback(Abi abi) {
    sockets = new Sockets(abi);
    listener = sockets.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
    open.add(listener);
  }

  /** The calls that this makes. */
  public Sockets sockets() {
    return sockets;
  }

  /** Where connections are accepted. */
  public int listener() {
    return listener;
  }

  /** Connects to the listener and does not accept. */
  public int connect() {
    int client = sockets.connect(sockets.localAddress(listener));
    open.add(client);
    return client;
  }

  /** A new connection. */
  public Pair pair() {
    int client = connect();
    int server = accept();
    return new Pair(client, server);
  }

  /** Accepts, and waits for it. */
  public int accept() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      int server = sockets.accept(listener);
      if (server != Sockets.WOULD_BLOCK) {
        open.add(server);
        return server;
      }
      Thread.onSpinWait();
    }
    return fail("expected a connection to accept, found none");
  }

  /** Sends one byte, which always fits. */
  public void sendByte(int descriptor) {
    assertEquals(1, sockets.send(descriptor, buffer, 1));
  }

  /** Receives what there is. */
  public int receive(int descriptor) {
    return sockets.receive(descriptor, buffer);
  }

  /** Receives, and waits for it. */
  public int receiveInTheEnd(int descriptor, int bytes) {
    MemorySegment room = buffer.asSlice(0, bytes);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      int received = sockets.receive(descriptor, room);
      if (received != Sockets.WOULD_BLOCK) {
        return received;
      }
      Thread.onSpinWait();
    }
    return fail("expected something to receive, found nothing");
  }

  /** Closes the client with a byte unread: the server is sent a reset (RFC 9293, 3.10.4). */
  public void reset(Pair pair) {
    // Two bytes in one segment: when the first is here, so is the second, which stays unread.
    assertEquals(2, sockets.send(pair.server(), buffer, 2));
    assertEquals(1, receiveInTheEnd(pair.client(), 1));
    close(pair.client());
  }

  /** Closes one descriptor. */
  public void close(int descriptor) {
    open.remove((Integer) descriptor);
    sockets.close(descriptor);
  }

  @Override
  public void close() {
    open.forEach(sockets::close);
    sockets.close();
    arena.close();
  }
}
