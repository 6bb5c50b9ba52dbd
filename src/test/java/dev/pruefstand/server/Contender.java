package dev.pruefstand.server;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.server.poller.EventLoopServer;
import dev.pruefstand.strategy.Strategy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A server that contract tests run over: every strategy with its usual number of threads, two event
 * loops beside each other in both ways, and the event loop once more over every emulated poller.
 * Where it is not available, starting it skips the test and says why.
 */
final class Contender {
  private static final Set<Strategy> BLOCKING =
      EnumSet.of(Strategy.THREAD_PER_CONNECTION, Strategy.VIRTUAL_THREADS, Strategy.SINGLE);

  private final String name;
  private final Strategy strategy;
  private final Function<ServerConfig, Server> factory;

  private Contender(String name, Strategy strategy, Function<ServerConfig, Server> factory) {
    this.name = name;
    this.strategy = strategy;
    this.factory = factory;
  }

  /** All of them, for {@code @MethodSource}. */
  static Stream<Contender> all() {
    // The system's own poller is what Strategy.EVENT_LOOP has already.
    var real = EnumSet.of(TestPlatform.EPOLL, TestPlatform.KQUEUE);
    return Stream.of(
            Arrays.stream(Strategy.values()).map(Contender::of),
            Stream.of(
                new Contender(
                    "EVENT_LOOP with 2 loops",
                    Strategy.EVENT_LOOP,
                    config -> start(Strategy.EVENT_LOOP, config.on(2))),
                new Contender(
                    "EVENT_LOOP with 2 loops and one door",
                    Strategy.EVENT_LOOP,
                    Contender::behindOneDoor)),
            EnumSet.complementOf(real).stream().map(Contender::of))
        .flatMap(each -> each);
  }

  private static Contender of(Strategy strategy) {
    return new Contender(
        strategy.name(),
        strategy,
        config -> start(strategy, config.on(strategy.threads().orUsual(0))));
  }

  private static Server start(Strategy strategy, ServerConfig config) {
    return strategy
        .unavailability()
        .<Server>map(why -> abort(why))
        .orElseGet(() -> strategy.start(config));
  }

  private static Contender of(TestPlatform platform) {
    return new Contender(
        "EVENT_LOOP over " + platform,
        Strategy.EVENT_LOOP,
        config -> EventLoopServer.start(config.on(1), platform.orSkip()));
  }

  /** As on macOS, where no option spreads the connections: one loop accepts for both. */
  private static Server behindOneDoor(ServerConfig config) {
    Platform platform = TestPlatform.EMULATED_MACOS.orSkip();
    return EventLoopServer.start(
        config.on(2), new Platform(platform.abi().withoutSpreading(), platform.pollers()));
  }

  /** Starts it. */
  Server start(ServerConfig config) {
    return factory.apply(config);
  }

  /** Whether a running server waits in a poller of its own, not in a blocking call. */
  boolean hasPoller() {
    return !BLOCKING.contains(strategy);
  }

  /**
   * Skips a test that no server can pass which serves one connection at a time.
   *
   * @param why which connections are open at the same time, and what is expected of them
   */
  void mustServeSeveralAtOnce(String why) {
    mustServeSeveralAtOnce(strategy, why);
  }

  static void mustServeSeveralAtOnce(Strategy strategy, String why) {
    assumeTrue(
        strategy.servesSeveralAtOnce(),
        () -> strategy.label() + " serves one connection at a time, here " + why);
  }

  @Override
  public String toString() {
    return name;
  }
}
