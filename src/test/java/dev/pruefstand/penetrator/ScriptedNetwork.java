package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.Poller;
import dev.pruefstand.os.Sockets;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A network in memory with a clock of its own: a peer that does what a test has written down, when
 * it has written it down. Time passes in {@link #poll} only, and there it jumps to what happens
 * next. Descriptors are given out as the system does: the lowest number that is free.
 *
 * <p>It is as strict as a kernel: a descriptor that is not open, or watched twice, fails the test.
 */
final class ScriptedNetwork implements Network, Poller {
  static final long MILLI = 1_000_000;

  private static final int FIRST_DESCRIPTOR = 5;
  private static final int ECONNREFUSED = 111;

  /** How an attempt to connect ends. */
  enum Connecting {
    STANDS,
    REFUSED_AT_ONCE,
    REFUSED_LATER,
    EXHAUSTED,
    NEVER
  }

  /** What arrives next on a connection: bytes, or without any the result of receiving. */
  record Piece(long afterNanos, byte[] bytes, int result) {
    static Piece of(long afterNanos, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return new Piece(afterNanos, bytes, bytes.length);
    }

    static Piece end(long afterNanos) {
      return new Piece(afterNanos, new byte[0], 0);
    }

    static Piece reset(long afterNanos) {
      return new Piece(afterNanos, new byte[0], Sockets.GONE);
    }
  }

  /** Answers the nth request of the nth connection, both from 0. */
  interface Peer {
    List<Piece> answer(int connection, int request);
  }

  private record Arrival(long atNanos, Piece piece) {}

  private static final class Line {
    final int number;
    final Connecting connecting;

    /** When it stands, or is found not to. */
    final long settledNanos;

    final Queue<Arrival> arrivals = new ArrayDeque<>();

    /** When the last of the arrivals comes: bytes do not overtake each other. */
    long lastNanos;

    int requests;
    int interest = -1;

    Line(int number, Connecting connecting, long nowNanos, long settledNanos) {
      this.number = number;
      this.connecting = connecting;
      this.settledNanos = settledNanos;
      lastNanos = nowNanos;
    }

    /** How long until something happens that is watched for; not more than the limit. */
    long wait(long now, long most) {
      long wait = most;
      if (interest > 0 && (interest & READ) != 0 && !arrivals.isEmpty()) {
        wait = Math.min(wait, arrivals.peek().atNanos() - now);
      }
      if (interest > 0 && (interest & WRITE) != 0 && connecting != Connecting.NEVER) {
        wait = Math.min(wait, settledNanos - now);
      }
      return wait;
    }

    void arrive(long now, Piece piece) {
      lastNanos = (lastNanos - now < 0 ? now : lastNanos) + piece.afterNanos();
      arrivals.add(new Arrival(lastNanos, piece));
    }

    int marks(long now) {
      boolean writable = connecting != Connecting.NEVER && settledNanos - now <= 0;
      boolean readable = !arrivals.isEmpty() && arrivals.peek().atNanos() - now <= 0;
      return interest < 0 ? 0 : interest & ((writable ? WRITE : 0) | (readable ? READ : 0));
    }
  }

  /** Every request as it was sent. */
  final List<String> requests = new ArrayList<>();

  /** When each of them was sent. */
  final List<Long> sentNanos = new ArrayList<>();

  /** By how much too late every wait ends. */
  long oversleepNanos;

  /** How long it takes to connect. */
  long connectNanos;

  private final Peer peer;
  private final Map<Integer, Line> lines = new TreeMap<>();
  private final IntFunction<Connecting> connecting;
  private long now;
  private int attempts;
  private boolean closed;

  ScriptedNetwork(Peer peer) {
    this(peer, attempt -> Connecting.STANDS);
  }

  /**
   * A network in which not every attempt to connect succeeds.
   *
   * @param connecting how the nth attempt ends, from 0
   */
  ScriptedNetwork(Peer peer, IntFunction<Connecting> connecting) {
    this.peer = peer;
    this.connecting = connecting;
    // Any instant will do, and one that overflows after some milliseconds finds wrong comparisons.
    this.now = Long.MAX_VALUE - 3 * MILLI;
  }

  /** Lets time pass, as if the client had been paused. */
  void pass(long nanos) {
    now += nanos;
  }

  /** Something comes that nobody asked for, on the nth connection if it is open. */
  void arrive(int connection, Piece piece) {
    lines.values().stream()
        .filter(line -> line.number == connection)
        .forEach(line -> line.arrive(now, piece));
  }

  /** How often a connection was begun. */
  int attempts() {
    return attempts;
  }

  /** How many descriptors are open. */
  int open() {
    return lines.size();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public int connect() {
    int number = attempts++;
    Connecting how = connecting.apply(number);
    if (how == Connecting.REFUSED_AT_ONCE) {
      return Sockets.GONE;
    }
    if (how == Connecting.EXHAUSTED) {
      return Sockets.EXHAUSTED;
    }
    int descriptor = FIRST_DESCRIPTOR;
    while (lines.containsKey(descriptor)) {
      descriptor++;
    }
    lines.put(descriptor, new Line(number, how, now, now + connectNanos));
    return descriptor;
  }

  @Override
  public int connectError(int descriptor) {
    return line(descriptor).connecting == Connecting.REFUSED_LATER ? ECONNREFUSED : 0;
  }

  @Override
  public int receive(int descriptor, MemorySegment buffer) {
    Line line = line(descriptor);
    Arrival next = line.arrivals.peek();
    if (next == null || next.atNanos() - now > 0) {
      return Sockets.WOULD_BLOCK;
    }
    byte[] bytes = next.piece().bytes();
    MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, bytes.length);
    if (bytes.length > 0) {
      line.arrivals.remove();
    }
    return next.piece().result();
  }

  @Override
  public long send(int descriptor, MemorySegment buffer, long bytes) {
    Line line = line(descriptor);
    assertEquals(Connecting.STANDS, line.connecting);
    requests.add(
        new String(
            buffer.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII));
    sentNanos.add(now);
    peer.answer(line.number, line.requests++).forEach(piece -> line.arrive(now, piece));
    return bytes;
  }

  @Override
  public void close(int descriptor) {
    lines.remove(descriptor);
  }

  @Override
  public Poller poller() {
    return this;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void close() {
    assertTrue(lines.isEmpty(), "descriptors are left open");
    closed = true;
  }

  @Override
  public void add(int descriptor, int interest) {
    assertEquals(-1, line(descriptor).interest, "watched already");
    line(descriptor).interest = interest;
  }

  @Override
  public void change(int descriptor, int interest) {
    assertTrue(line(descriptor).interest >= 0, "not watched");
    line(descriptor).interest = interest;
  }

  /** One batch: everything that is ready, or else whatever is ready first. */
  @Override
  public int poll(long timeoutNanos, Ready ready) {
    if (lines.values().stream().allMatch(line -> line.marks(now) == 0)) {
      long wait = timeoutNanos;
      for (Line line : lines.values()) {
        wait = line.wait(now, wait);
      }
      now += wait == 0 ? 0 : wait + oversleepNanos;
    }
    Map<Integer, Integer> batch = new TreeMap<>();
    lines.forEach(
        (descriptor, line) -> {
          if (line.marks(now) != 0) {
            batch.put(descriptor, line.marks(now));
          }
        });
    batch.forEach(ready::ready);
    return batch.size();
  }

  @Override
  public void wakeUp() {
    throw new AssertionError("nobody needs to wake the penetrator");
  }

  @Override
  public String name() {
    return "scripted";
  }

  private Line line(int descriptor) {
    Line line = lines.get(descriptor);
    assertTrue(line != null, "descriptor " + descriptor + " is not open");
    return line;
  }
}
