package dev.pruefstand.server;

import dev.pruefstand.stats.LoopCounter;
import dev.pruefstand.stats.LoopCounts;
import dev.pruefstand.stats.ServerStats;
import dev.pruefstand.stats.Snapshot;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A server that is one or more {@link LoopThread}s, started by whoever makes it. */
public final class LoopServer implements Server {
  private final InetSocketAddress address;
  private final ServerStats stats;
  private final List<LoopThread> threads;
  private final List<LoopCounter> counters;

  /**
   * Takes the threads over: closing the server ends them.
   *
   * @param address where they listen
   * @param stats what they count, all of them together
   */
  public LoopServer(InetSocketAddress address, ServerStats stats, List<LoopThread> threads) {
    this(address, stats, threads, List.of());
  }

  /**
   * Takes the threads over.
   *
   * @param counters of the loops, as far as they count
   */
  public LoopServer(
      InetSocketAddress address,
      ServerStats stats,
      List<LoopThread> threads,
      List<LoopCounter> counters) {
    this.address = address;
    this.stats = stats;
    this.threads = List.copyOf(threads);
    this.counters = List.copyOf(counters);
  }

  @Override
  public Optional<LoopCounts> loopCounts() {
    return counters.stream().map(LoopCounter::snapshot).reduce(LoopCounts::plus);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public Snapshot stats() {
    return stats.snapshot();
  }

  @Override
  public int drain(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    threads.forEach(LoopThread::drain);
    threads.forEach(thread -> thread.await(Duration.ofNanos(end - System.nanoTime())));
    return end(threads);
  }

  @Override
  public void close() {
    int ignored = end(threads);
  }

  /**
   * Stops threads and waits for their ends: also those of a server that could not be started as a
   * whole.
   *
   * @return how many connections were cut off
   */
  public static int end(List<LoopThread> threads) {
    threads.forEach(LoopThread::stop);
    return threads.stream().mapToInt(LoopThread::await).sum();
  }
}
