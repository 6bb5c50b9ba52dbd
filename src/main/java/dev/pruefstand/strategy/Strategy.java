package dev.pruefstand.strategy;

import dev.pruefstand.os.Platform;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.poller.EventLoopServer;
import dev.pruefstand.server.ring.RingServer;
import dev.pruefstand.server.selector.SelectorServer;
import dev.pruefstand.server.threads.BlockingServer;
import dev.pruefstand.server.threads.DispatchServer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The contenders. Used as it is as a JMH parameter and, by its {@link #label}, on the command line.
 */
public enum Strategy {
  /** One thread waits, a fixed number of threads work. */
  POOL("pool", "a front thread hands each request to a fixed pool of workers", Threads.WORKERS) {
    @Override
    public Server start(ServerConfig config) {
      return DispatchServer.pool(config);
    }
  },

  /** One thread waits, each request gets a thread of its own. */
  THREAD_PER_REQUEST(
      "thread-per-request",
      "a front thread hands each request to a new platform thread",
      Threads.NONE) {
    @Override
    public Server start(ServerConfig config) {
      return DispatchServer.threadPerRequest(config);
    }
  },

  /** One thread waits and works, asking the JDK. */
  SELECTOR("selector", "a single thread over java.nio's Selector", Threads.NONE) {
    @Override
    public Server start(ServerConfig config) {
      return SelectorServer.start(config);
    }
  },

  /** Each connection gets a thread of its own, which blocks. */
  THREAD_PER_CONNECTION(
      "thread-per-connection",
      "each connection has a platform thread, which blocks",
      Threads.NONE) {
    @Override
    public Server start(ServerConfig config) {
      return BlockingServer.threadPerConnection(config);
    }
  },

  /** The same code as {@link #THREAD_PER_CONNECTION}, on threads that the JVM schedules. */
  VIRTUAL_THREADS(
      "virtual-threads",
      "each connection has a virtual thread, which runs the same code",
      Threads.NONE) {
    @Override
    public Server start(ServerConfig config) {
      return BlockingServer.virtualThreads(config);
    }
  },

  /**
   * The same code once more, on the one thread that accepts: the naive baseline. A client that
   * keeps its connection starves all others until it goes, or until its time to idle is over.
   */
  SINGLE(
      "single",
      "one blocking thread, one connection at a time: a kept-alive one starves all others",
      Threads.NONE) {
    @Override
    public Server start(ServerConfig config) {
      return BlockingServer.single(config);
    }

    @Override
    public boolean servesSeveralAtOnce() {
      return false;
    }
  },

  /** One thread, or each of several, waits and works, asking the system. */
  EVENT_LOOP(
      "event-loop",
      "a single thread (or several) over kqueue or epoll, called through the FFM API",
      Threads.LOOPS) {
    @Override
    public Server start(ServerConfig config) {
      Platform platform =
          NativePlatform.current()
              .orElseThrow(() -> new IllegalStateException(unavailability().orElse("")));
      return EventLoopServer.start(config, platform);
    }

    @Override
    public Optional<String> unavailability() {
      return NativePlatform.unavailability();
    }
  },

  /** One thread hands its work to the kernel in batches. */
  IO_URING("io-uring", "a single thread over io_uring, called through the FFM API", Threads.NONE) {
    @Override
    public Server start(ServerConfig config) {
      unavailability()
          .ifPresent(
              why -> {
                throw new IllegalStateException(why);
              });
      return RingServer.start(config);
    }

    @Override
    public Optional<String> unavailability() {
      return NativePlatform.ringUnavailability();
    }
  };

  private final String label;
  private final String description;
  private final Threads threads;

  Strategy(String label, String description, Threads threads) {
    this.label = label;
    this.description = description;
    this.threads = threads;
  }

  /**
   * Starts a server.
   *
   * @throws RuntimeException if the address cannot be listened on; the message says why
   */
  public abstract Server start(ServerConfig config);

  /** Why it cannot run here; empty if it can. */
  public Optional<String> unavailability() {
    return Optional.empty();
  }

  /** Its name on the command line, in results and charts. */
  public String label() {
    return label;
  }

  /** One line for people. */
  public String description() {
    return description;
  }

  /** What {@link ServerConfig#threads} is to it. */
  public Threads threads() {
    return threads;
  }

  /**
   * Its name as a contender: {@code pool (8)}, {@code event-loop}, {@code event-loop (4)}.
   *
   * @param chosen how many threads, 0 for as many as usual
   */
  public String label(int chosen) {
    int named = threads.named(chosen);
    return named == 0 ? label : label + " (" + named + ")";
  }

  /** Whether a client is served while another one keeps its connection. */
  public boolean servesSeveralAtOnce() {
    return true;
  }

  /** The strategy with that {@link #label}; empty if there is none. */
  public static Optional<Strategy> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}
