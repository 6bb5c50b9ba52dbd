package dev.pruefstand.bench.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A server that does nothing but answer at the right instant. When that is, a {@link Discipline}
 * says from the instants of arrival alone: a delay of this server's thread makes one answer late,
 * but not the next. It speaks HTTP/1.1 with keep-alive and pipelining, to clients that send
 * requests without a body and end the connection themselves, and gives everybody the same answer.
 *
 * <p>It keeps account of itself: {@link #lateness} is its error, {@link #sojourns} what a client
 * without any error would have seen as service time. For the next run start another one, so that
 * its schedule and its account begin anew.
 */
public final class KnownServer implements AutoCloseable {
  /** A sleeping thread is woken this much too late, at times. */
  private static final long SPIN_NANOS = 200_000;

  /** The selector waits for whole milliseconds, and with 0 for ever. */
  private static final long SELECTOR_NANOS = 1_000_000;

  private static final int BACKLOG = 4_096;
  private static final int ANSWERS_AT_ONCE = 256;
  private static final byte[] BODY = "known\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: text/plain\r\n\r\n%s"
          .formatted(BODY.length, new String(BODY, StandardCharsets.US_ASCII))
          .getBytes(StandardCharsets.US_ASCII);

  private final Schedule schedule;
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final InetSocketAddress address;
  private final Thread thread;
  private final Pending pending = new Pending();
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer answers = ByteBuffer.allocateDirect(ANSWERS_AT_ONCE * ANSWER.length);
  private final LongAdder arrived = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final ConcurrentHistogram lateness = new ConcurrentHistogram(3);
  private final ConcurrentHistogram sojourns = new ConcurrentHistogram(3);
  private volatile boolean stopped;
  private volatile @Nullable Throwable failure;

  private KnownServer(Discipline discipline) throws IOException {
    schedule = discipline.begin();
    for (int i = 0; i < ANSWERS_AT_ONCE; i++) {
      answers.put(ANSWER);
    }
    selector = Selector.open();
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    address = (InetSocketAddress) listener.getLocalAddress();
    thread = Thread.ofPlatform().name("known-server").daemon().unstarted(this::run);
  }

  /** Starts a server on a free port of 127.0.0.1. */
  public static KnownServer start(Discipline discipline) throws IOException {
    var server = new KnownServer(discipline);
    server.thread.start();
    return server;
  }

  public InetSocketAddress address() {
    return address;
  }

  /** What every answer carries. */
  public static byte[] body() {
    return BODY.clone();
  }

  /** The head and the body of every answer. */
  static byte[] answer() {
    return ANSWER.clone();
  }

  /** How many requests have come in. */
  public long arrived() {
    return arrived.sum();
  }

  /** How many answers were written. A client that has read its answer finds it counted. */
  public long answered() {
    return answered.sum();
  }

  /**
   * How long after its due instant each answer was written, the call included: the error of this
   * server. A run in which the machine took its thread away shows it here.
   */
  public Histogram lateness() {
    return lateness.copy();
  }

  /** How long each request had to stay, from its arrival to its due instant. */
  public Histogram sojourns() {
    return sojourns.copy();
  }

  /** Ends the connections, whether or not they are owed answers. */
  @Override
  public void close() throws IOException {
    stopped = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IOException("the server of known behaviour has failed", failure);
    }
  }

  private void run() {
    try (selector;
        listener) {
      loop();
    } catch (IOException | RuntimeException | Error problem) {
      failure = problem;
    }
  }

  private void loop() throws IOException {
    try {
      while (!stopped) {
        select();
        answerWhatIsDue();
      }
    } finally {
      selector.keys().stream()
          .map(key -> (KnownConnection) key.attachment())
          .filter(Objects::nonNull)
          .forEach(KnownConnection::drop);
    }
  }

  private void select() throws IOException {
    if (pending.isEmpty()) {
      selector.select(this::serve);
      return;
    }
    long sleepNanos = pending.firstDueNanos() - System.nanoTime() - SPIN_NANOS;
    if (sleepNanos >= SELECTOR_NANOS) {
      selector.select(this::serve, sleepNanos / SELECTOR_NANOS);
    } else {
      selector.selectNow(this::serve);
    }
  }

  private void serve(SelectionKey key) {
    if (key.channel() == listener) {
      accept();
      return;
    }
    var connection = (KnownConnection) key.attachment();
    try {
      if (key.isWritable()) {
        connection.write();
      }
      if (key.isValid() && key.isReadable()) {
        int requests = connection.read(input);
        long arrivalNanos = System.nanoTime();
        for (int i = 0; i < requests; i++) {
          long dueNanos = schedule.completionNanos(arrivalNanos);
          sojourns.recordValue(dueNanos - arrivalNanos);
          pending.add(connection, dueNanos);
        }
        arrived.add(requests);
      }
    } catch (IOException reset) {
      connection.drop();
    }
  }

  private void answerWhatIsDue() {
    while (!pending.isEmpty()) {
      int count = pending.dueTogether(System.nanoTime());
      if (count == 0) {
        return;
      }
      boolean sent = send(pending.first(), count);
      long sentNanos = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long dueNanos = pending.remove();
        if (sent) {
          lateness.recordValue(sentNanos - dueNanos);
        }
      }
    }
  }

  /** Whether the connection was still there. */
  private boolean send(KnownConnection connection, int count) {
    if (!connection.isOpen()) {
      return false;
    }
    // Before it is written, so that a client which has the answer finds it counted.
    answered.add(count);
    try {
      connection.answer(count);
      return true;
    } catch (IOException reset) {
      answered.add(-count);
      connection.drop();
      return false;
    }
  }

  private void accept() {
    try {
      for (SocketChannel next = listener.accept(); next != null; next = listener.accept()) {
        next.configureBlocking(false);
        next.setOption(StandardSocketOptions.TCP_NODELAY, true);
        SelectionKey key = next.register(selector, SelectionKey.OP_READ);
        ByteBuffer own = answers.duplicate().position(0);
        key.attach(new KnownConnection(next, key, own, ANSWER.length));
      }
    } catch (IOException full) {
      throw new UncheckedIOException("cannot accept a connection", full);
    }
  }
}
