package dev.pruefstand.strategy;

import dev.pruefstand.os.Platform;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.poller.EventLoopServer;
import dev.pruefstand.server.threads.DispatchServer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The contenders. Used as it is as a JMH parameter and, by its {@link #label}, on the command line.
 */
public enum Strategy {
  /** One thread waits, a fixed number of threads work. */
  POOL("pool", "a front thread hands each request to a fixed pool of workers", true) {
    @Override
    public Server start(ServerConfig config) {
      return DispatchServer.pool(config);
    }
  },

  /** One thread waits, each request gets a thread of its own. */
  THREAD_PER_REQUEST(
      "thread-per-request", "a front thread hands each request to a new platform thread", false) {
    @Override
    public Server start(ServerConfig config) {
      return DispatchServer.threadPerRequest(config);
    }
  },

  /** One thread waits and works. */
  EVENT_LOOP(
      "event-loop", "a single thread over kqueue or epoll, called through the FFM API", false) {
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
  };

  private final String label;
  private final String description;
  private final boolean hasThreads;

  Strategy(String label, String description, boolean hasThreads) {
    this.label = label;
    this.description = description;
    this.hasThreads = hasThreads;
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

  /** Whether {@link ServerConfig#threads} changes anything. */
  public boolean hasThreads() {
    return hasThreads;
  }

  /** The strategy with that {@link #label}; empty if there is none. */
  public static Optional<Strategy> of(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}
