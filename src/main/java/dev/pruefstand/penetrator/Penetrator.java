package dev.pruefstand.penetrator;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The load generator: one thread, non-blocking, over the same poller as the event loop. A closed
 * loop over a fixed number of connections; every answer is checked, every time is recorded. In the
 * steady state it allocates nothing.
 *
 * <p>Belongs to the thread that makes it. The connections are opened by the first {@link #advance};
 * requests stay in flight between two calls.
 */
public final class Penetrator implements AutoCloseable, Poller.Ready {
  private static final int INPUT_BYTES = 256 * 1024;
  private static final long SWEEP_NANOS = Duration.ofMillis(10).toNanos();
  private static final int FIRST_TABLE = 1024;

  private final ClosedLoop load;
  private final Network network;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment input = arena.allocate(INPUT_BYTES);
  private final ByteBuffer inputBuffer = input.asByteBuffer();
  private final MemorySegment request;
  private final Tally tally = new Tally();
  private final ClientConnection[] connections;

  private @Nullable Expectation expectation;
  private ClientConnection[] byDescriptor = new ClientConnection[FIRST_TABLE];
  private long written;
  private int connecting;
  private long answered;
  private long completed;
  private long mostWritten = Long.MAX_VALUE;
  private long goal;
  private long nextSweepNanos;
  private long pausedNanos;

  /**
   * Gets ready to load a target.
   *
   * @param expectation what every answer is held against; null to hold it against the first
   */
  public Penetrator(
      Platform platform, Target target, ClosedLoop load, @Nullable Expectation expectation) {
    this(new SocketNetwork(platform, target.address()), target, load, expectation);
  }

  Penetrator(Network network, Target target, ClosedLoop load, @Nullable Expectation expectation) {
    this.network = network;
    this.load = load;
    this.expectation = expectation;
    byte[] bytes = target.request(load.keepAlive());
    request = arena.allocate(bytes.length);
    MemorySegment.copy(bytes, 0, request, ValueLayout.JAVA_BYTE, 0, bytes.length);
    connections = new ClientConnection[load.connections()];
    var scratch = new Exchange.Scratch();
    for (int i = 0; i < connections.length; i++) {
      connections[i] = new ClientConnection(new Exchange(scratch));
    }
    nextSweepNanos = network.nanoTime();
  }

  /**
   * Carries the load on until that many further requests have been answered or have failed. A few
   * more may come in the same batch; they count for the next call.
   */
  public void advance(long requests) {
    goal += requests;
    while (completed < goal) {
      turn();
    }
    pausedNanos = network.nanoTime();
  }

  /** Carries the load on for that long, or until nothing is left to do. */
  public void advance(Duration time) {
    long end = network.nanoTime() + time.toNanos();
    while (network.nanoTime() - end < 0 && !isSpent()) {
      turn();
    }
    goal = completed;
    pausedNanos = network.nanoTime();
  }

  /** Writes no more than that many requests in all; to be called before the first of them. */
  public void limit(long requests) {
    mostWritten = requests;
  }

  /** Whether no request is to be written any more and none is in flight. */
  public boolean isSpent() {
    return !mayWrite() && inFlight() == 0;
  }

  private boolean mayWrite() {
    return written < mostWritten;
  }

  /** Each connection that is being made will write a request of its own. */
  private boolean mayOpen() {
    return written + connecting < mostWritten;
  }

  /**
   * Waits until no request is in flight and sends no more: answers, failures and timeouts only.
   * Nothing can be advanced after this.
   */
  public void drain() {
    mostWritten = Math.min(mostWritten, written);
    while (!isSpent()) {
      turn();
    }
  }

  /** Requests written since the beginning. */
  public long written() {
    return written;
  }

  /** Right answers since the beginning. */
  public long answered() {
    return answered;
  }

  /** What has been counted since the last {@link #resetTally}. */
  public Tally tally() {
    return tally;
  }

  /**
   * Starts to count again from zero, with a pause of the client taken off.
   *
   * <p>Since the last {@link #advance} nobody has read answers. That time is the client's own and
   * is not charged to the requests in flight; but they are recorded like all others, or the slowest
   * ones, which are the likeliest to be in flight, would be missing.
   */
  public void resetTally() {
    tally.reset();
    long pause = written == 0 ? 0 : network.nanoTime() - pausedNanos;
    for (ClientConnection connection : connections) {
      connection.writtenNanos += pause;
    }
  }

  /** Requests that have been written and neither answered nor given up. */
  public int inFlight() {
    int count = 0;
    for (ClientConnection connection : connections) {
      if (connection.state == ClientConnection.State.AWAITING) {
        count++;
      }
    }
    return count;
  }

  private void turn() {
    // Answers first: what has arrived while the client itself was held up is not late.
    boolean due = network.nanoTime() - nextSweepNanos >= 0;
    network.poller().poll(due ? 0 : SWEEP_NANOS, this);
    if (due) {
      long now = network.nanoTime();
      nextSweepNanos = now + SWEEP_NANOS;
      sweep(now);
    }
  }

  /** Gives up what takes too long, and opens what is closed: at first, and after a failure. */
  private void sweep(long now) {
    for (ClientConnection connection : connections) {
      if (connection.state == ClientConnection.State.CLOSED) {
        if (mayOpen()) {
          open(connection, now);
        }
      } else if (now - connection.writtenNanos >= load.timeout().toNanos()) {
        // Without a connection no request was written, so none can have timed out.
        boolean connecting = connection.state == ClientConnection.State.CONNECTING;
        fail(connection, connecting ? Failure.CONNECT : Failure.TIMEOUT, now);
      }
    }
  }

  private void open(ClientConnection connection, long now) {
    connection.writtenNanos = now;
    int descriptor = network.connect();
    if (descriptor < 0) {
      // Refused, or out of ports or descriptors: the next sweep tries again.
      completed++;
      tally.failed(Failure.CONNECT, now, now);
      return;
    }
    if (descriptor >= byDescriptor.length) {
      byDescriptor = Arrays.copyOf(byDescriptor, Math.max(descriptor + 1, 2 * byDescriptor.length));
    }
    byDescriptor[descriptor] = connection;
    connection.descriptor = descriptor;
    connection.state = ClientConnection.State.CONNECTING;
    connecting++;
    network.poller().add(descriptor, Poller.WRITE);
  }

  @Override
  public void ready(int descriptor, int marks) {
    ClientConnection connection = byDescriptor[descriptor];
    if (connection == null) {
      return;
    }
    switch (connection.state) {
      case CONNECTING -> {
        if (!mayWrite()) {
          close(connection);
        } else if (network.connectError(descriptor) == 0) {
          network.poller().change(descriptor, Poller.READ);
          write(connection);
        } else {
          fail(connection, Failure.CONNECT, network.nanoTime());
        }
      }
      case AWAITING -> read(connection);
      case CLOSED -> {}
    }
  }

  /** A request is some hundred bytes, and the socket has taken the answer to the last one. */
  private void write(ClientConnection connection) {
    connection.exchange.begin();
    if (connection.state == ClientConnection.State.CONNECTING) {
      connecting--;
    }
    connection.state = ClientConnection.State.AWAITING;
    connection.writtenNanos = network.nanoTime();
    written++;
    if (network.send(connection.descriptor, request, request.byteSize()) != request.byteSize()) {
      fail(connection, Failure.RESET, connection.writtenNanos);
    }
  }

  private void read(ClientConnection connection) {
    int received = network.receive(connection.descriptor, input);
    switch (received) {
      case Sockets.WOULD_BLOCK -> {}
      case Sockets.GONE -> fail(connection, Failure.RESET, network.nanoTime());
      case 0 -> follow(connection, connection.exchange.end());
      default -> follow(connection, connection.exchange.receive(input, inputBuffer, received));
    }
  }

  private void follow(ClientConnection connection, Exchange.Outcome outcome) {
    switch (outcome) {
      case PENDING -> {}
      case FAILED -> fail(connection, connection.exchange.failure(), network.nanoTime());
      case DONE -> done(connection);
    }
  }

  private void done(ClientConnection connection) {
    long now = network.nanoTime();
    Failure wrong = connection.exchange.compare(expectation);
    if (wrong != null) {
      fail(connection, wrong, now);
      return;
    }
    if (expectation == null) {
      expectation = connection.exchange.found();
    }
    completed++;
    answered++;
    tally.answered(connection.writtenNanos, now, connection.exchange.answerBytes());
    if (mayWrite() && load.keepAlive() && connection.exchange.keepsAlive()) {
      write(connection);
      return;
    }
    close(connection);
    if (mayOpen()) {
      open(connection, now);
    }
  }

  private void fail(ClientConnection connection, Failure kind, long now) {
    completed++;
    tally.failed(kind, connection.writtenNanos, now);
    close(connection);
  }

  /**
   * Closes at once, in the middle of a batch: the descriptor's only event of the batch is the one
   * that is being served, so none can reach a new connection that gets the same number.
   */
  private void close(ClientConnection connection) {
    byDescriptor[connection.descriptor] = null;
    if (connection.state == ClientConnection.State.CONNECTING) {
      connecting--;
    }
    network.poller().remove(connection.descriptor);
    network.close(connection.descriptor);
    connection.state = ClientConnection.State.CLOSED;
  }

  /** Closes all connections and gives the memory back. */
  @Override
  public void close() {
    for (ClientConnection connection : connections) {
      if (connection.state != ClientConnection.State.CLOSED) {
        close(connection);
      }
    }
    network.close();
    arena.close();
  }
}
