package dev.pruefstand.penetrator;

import dev.pruefstand.os.Poller;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The connections of a worker and what goes over them: opened, written to, read from, given up,
 * closed. When the next request is due is what the load models differ in, and is left to them.
 */
abstract sealed class Traffic implements Poller.Ready, Reception.After
    permits ClosedTraffic, OpenTraffic, SalvoTraffic {
  /** How often it is looked for what takes too long. */
  static final long SWEEP_NANOS = Duration.ofMillis(10).toNanos();

  /** How long a server that has promised to close may take, before the client does. */
  private static final long ENDING_NANOS = Duration.ofSeconds(1).toNanos();

  /** What is connected, with the clock that goes with it. */
  final Network network;

  final Connections connections;
  final Account account;
  final Punctuality punctuality = new Punctuality();
  final boolean keepAlive;

  /** For {@link Connections}, so that no request makes an object. */
  final Predicate<ClientConnection> opener = this::open;

  private final Arena arena = Arena.ofConfined();
  private final Requests requests;
  private final Reception reception;
  private final long timeoutNanos;

  Traffic(Network network, LoadPlan plan, int worker, FirstAnswers first) {
    this.network = network;
    account =
        new Account(
            plan.mostRequests(worker), !(plan.model() instanceof ClosedLoop), network.nanoTime());
    keepAlive = plan.keepAlive();
    timeoutNanos = plan.timeout().toNanos();
    connections = new Connections(plan, worker);
    requests = new Requests(plan, worker, first, arena);
    reception = new Reception(network, requests, account, keepAlive, this, arena);
  }

  /** What carries this plan's load. */
  static Traffic of(Network network, LoadPlan plan, int worker, FirstAnswers first) {
    return switch (plan.model()) {
      case ClosedLoop closed -> new ClosedTraffic(network, plan, worker, first);
      case OpenLoop open -> new OpenTraffic(network, plan, open, worker, first);
      case Salvo salvo -> new SalvoTraffic(network, plan, salvo, worker, first);
    };
  }

  /** Writes what is due; returns for how long nothing is to be done, if nothing happens. */
  abstract long sendDue(long nowNanos);

  /** A connection has room: for the next request of a closed loop, or for one that is due. */
  abstract void supply(ClientConnection connection, long nowNanos);

  /** No connection could be made, and another one could be tried. */
  abstract void connectFailed(long begunNanos, long nowNanos);

  /** Whether a connection that is closed is to be opened again, without a request being due. */
  abstract boolean mayReopen();

  /** Nothing is planned from here on, and what was planned for later never was. */
  void endAt(long nanos) {
    account.measureTo(nanos);
  }

  /** What is still to be sent after the end: all that an open loop has planned, nothing else. */
  void sendOnlyPlanned() {
    account.planNoMore();
  }

  /** Whether anything planned is still to be sent. */
  boolean hasUnsent() {
    return false;
  }

  /** Gives up what is planned and was never sent; nothing is planned any more. */
  void giveUp() {
    account.planNoMore();
  }

  /** Requests are due from now on, or from an instant that is near. */
  void begin(long startNanos, long endNanos) {}

  /** That instant is there. */
  void fire(long startNanos) {}

  /**
   * Opens the first connections, before anything is planned.
   *
   * @param stopped whether it is to be given up
   * @return how many stand
   */
  int connect(BooleanSupplier stopped) {
    long end = network.nanoTime() + timeoutNanos;
    connections.openAtFirst(this::open);
    while (connections.connecting() > 0
        && network.nanoTime() - end < 0
        && !stopped.getAsBoolean()) {
      network.poller().poll(SWEEP_NANOS, this);
    }
    return connections.standing();
  }

  final void write(ClientConnection connection, long plannedNanos, long nowNanos) {
    int ask = requests.choose();
    if (connection.count() == 0) {
      connection.begin(requests.isHead(ask));
    }
    connection.put(ask, plannedNanos, nowNanos);
    account.written(plannedNanos, connection.freeNanos, punctuality.behindNanos(), nowNanos);
    // Some hundred bytes, and the socket has taken the answers to earlier ones.
    MemorySegment bytes = requests.bytes(ask);
    if (network.send(connection.descriptor, bytes, bytes.byteSize()) != bytes.byteSize()) {
      fail(connection, Failure.RESET, network.nanoTime());
    }
  }

  /** Gives up what takes too long, and opens what is closed: at first, and after a failure. */
  final void sweep(long nowNanos) {
    connections.forEach(connection -> sweep(connection, nowNanos));
    connections.reopen(this::mayReopen, this::open);
  }

  private void sweep(ClientConnection connection, long now) {
    switch (connection.state) {
      case CLOSED -> {}
      case CONNECTING -> {
        if (now - connection.sinceNanos >= timeoutNanos) {
          giveUpConnecting(connection, now);
        }
      }
      case OPEN -> {
        if (connection.count() > 0 && now - connection.writtenNanos() >= timeoutNanos) {
          fail(connection, Failure.TIMEOUT, now);
        }
      }
      case ENDING -> {
        if (now - connection.sinceNanos >= ENDING_NANOS) {
          close(connection);
        }
      }
    }
  }

  /** Returns false if that failed at once. */
  final boolean open(ClientConnection connection) {
    long now = network.nanoTime();
    connection.sinceNanos = now;
    int descriptor = network.connect();
    if (descriptor < 0) {
      // Refused, or out of ports or descriptors: the next sweep tries again.
      connectFailed(now, now);
      return false;
    }
    connections.opened(connection, descriptor);
    network.poller().add(descriptor, Poller.WRITE);
    return true;
  }

  final void giveUpConnecting(ClientConnection connection, long nowNanos) {
    close(connection);
    connectFailed(connection.sinceNanos, nowNanos);
  }

  @Override
  public final void ready(int descriptor, int marks) {
    ClientConnection connection = connections.at(descriptor);
    if (connection == null) {
      return;
    }
    switch (connection.state) {
      case CONNECTING -> connected(connection);
      case OPEN, ENDING -> reception.read(connection);
      case CLOSED -> {}
    }
  }

  private void connected(ClientConnection connection) {
    if (!account.mayBegin()) {
      close(connection);
      return;
    }
    long now = network.nanoTime();
    if (network.connectError(connection.descriptor) != 0) {
      giveUpConnecting(connection, now);
      return;
    }
    network.poller().change(connection.descriptor, Poller.READ);
    connections.stands(connection);
    account.connected(connection.sinceNanos, now);
    connection.freeNanos = now;
    stands(connection, now);
  }

  /** A connection stands: it has room for a first request. */
  void stands(ClientConnection connection, long nowNanos) {
    supply(connection, nowNanos);
  }

  @Override
  public void free(ClientConnection connection, long nowNanos) {
    supply(connection, nowNanos);
  }

  /** An idle connection may end at any time; one that carries requests may not. */
  @Override
  public final void lost(ClientConnection connection, Failure kind, long nowNanos) {
    if (connection.count() > 0) {
      fail(connection, kind, nowNanos);
    } else {
      close(connection);
      replace(connection);
    }
  }

  /** It has ended between two requests. */
  void replace(ClientConnection connection) {}

  private void fail(ClientConnection connection, Failure kind, long nowNanos) {
    while (connection.count() > 0) {
      account.failed(connection, kind, nowNanos);
    }
    close(connection);
  }

  /**
   * Closes at once, in the middle of a batch: the descriptor's only event of the batch is the one
   * that is being served, so none can reach a new connection that gets the same number.
   */
  final void close(ClientConnection connection) {
    int descriptor = connection.descriptor;
    connections.closed(connection);
    network.close(descriptor);
  }

  /** Closes all connections and gives the memory back. */
  final void closeAll() {
    connections.forEach(
        connection -> {
          if (connection.state != ClientConnection.State.CLOSED) {
            close(connection);
          }
        });
    network.close();
    arena.close();
  }
}
