package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.NativePlatform;
import dev.pruefstand.strategy.Strategy;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The real network, on the loopback interface. A thread of its own, because a wait in the kernel
 * cannot be interrupted.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PenetratorOverSocketsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Platform here() {
    return NativePlatform.current().orElseGet(TestPlatform.KQUEUE::orSkip);
  }

  private static Site site() throws IOException {
    return Site.load(Path.of("www"));
  }

  private static Expectation expectation(Site site, String path) {
    return Expectation.of(site.find(path).body().toArray(ValueLayout.JAVA_BYTE));
  }

  @ParameterizedTest
  @CsvSource({
    "EVENT_LOOP, /hello.html, true",
    "EVENT_LOOP, /hello.html, false",
    "EVENT_LOOP, /map.png, true",
    "POOL, /hello.html, true",
    "POOL, /page.html, false",
    "THREAD_PER_REQUEST, /page.html, true",
  })
  void clientAndServerCountTheSame(Strategy strategy, String path, boolean keepAlive)
      throws IOException {
    Site site = site();
    try (Server server = strategy.start(ServerConfig.onLoopback(site, 2));
        var penetrator =
            new Penetrator(
                here(),
                LoadPlan.closed(
                    Target.of(server.address(), path),
                    expectation(site, path),
                    8,
                    keepAlive,
                    PATIENCE))) {
      penetrator.advance(500);
      penetrator.drain();
      Books.assertBalanced(penetrator.tally(), 0);
      assertEquals(Map.of(), penetrator.tally().failures());
      assertTrue(penetrator.answered() >= 500);
      assertEquals(penetrator.written(), penetrator.answered());
      assertEquals(penetrator.answered(), server.stats().answered(2));
      assertEquals(penetrator.answered(), server.stats().answered());
      assertEquals(penetrator.answered(), penetrator.tally().serviceNanos().getTotalCount());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPollerCarriesTheLoad(TestPlatform platform) throws IOException {
    Platform tested = platform.orSkip();
    Site site = site();
    for (boolean keepAlive : new boolean[] {true, false}) {
      try (Server server = Strategy.POOL.start(ServerConfig.onLoopback(site, 2));
          var penetrator =
              new Penetrator(
                  tested,
                  LoadPlan.closed(
                      Target.of(server.address(), "/hello.html"), null, 4, keepAlive, PATIENCE))) {
        penetrator.advance(200);
        penetrator.drain();
        Books.assertBalanced(penetrator.tally(), 0);
        assertEquals(Map.of(), penetrator.tally().failures());
        assertEquals(penetrator.answered(), server.stats().answered());
      }
    }
  }

  @Test
  void anotherFileThanExpectedIsWrong() throws IOException {
    Site site = site();
    try (Server server = Strategy.POOL.start(ServerConfig.onLoopback(site, 1));
        var penetrator =
            new Penetrator(
                here(),
                LoadPlan.closed(
                    Target.of(server.address(), "/page.html"),
                    expectation(site, "/hello.html"),
                    1,
                    true,
                    PATIENCE))) {
      penetrator.advance(2);
      assertEquals(Map.of(Failure.WRONG_LENGTH, 2L), penetrator.tally().failures());
      assertEquals(0, penetrator.answered());
    }
  }

  @Test
  void whereNothingListensEveryAttemptFailsToConnectAndTheCallEnds() throws IOException {
    InetSocketAddress nobody;
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = (InetSocketAddress) listener.getLocalSocketAddress();
    }
    try (var penetrator =
        new Penetrator(here(), LoadPlan.closed(Target.of(nobody, "/"), null, 4, true, PATIENCE))) {
      penetrator.advance(8);
      assertEquals(Map.of(Failure.CONNECT, 8L), penetrator.tally().failures());
      assertEquals(0, penetrator.written());
    }
  }

  @Test
  void closeGivesEveryDescriptorBack() throws IOException {
    try (Server server = Strategy.POOL.start(ServerConfig.onLoopback(site(), 1))) {
      for (int i = 0; i < 3; i++) {
        long pollers = OpenDescriptors.pollers();
        try (var penetrator =
            new Penetrator(
                here(),
                LoadPlan.closed(
                    Target.of(server.address(), "/hello.html"), null, 8, true, PATIENCE))) {
          penetrator.advance(20);
          assertTrue(OpenDescriptors.pollers() > pollers);
        }
        assertEquals(pollers, OpenDescriptors.pollers());
      }
    }
  }

  private static LoadPlan plan(Server server, Site site, LoadModel model) {
    return new LoadPlan(
        List.of(
            Ask.get(Target.of(server.address(), "/hello.html"), expectation(site, "/hello.html"))),
        model,
        true,
        PATIENCE,
        false,
        1,
        Duration.ZERO,
        Duration.ofHours(1),
        LoadPlan.UNLIMITED);
  }

  @SuppressWarnings("unused")
  private static final List<LoadModel> STEADY =
      List.of(
          new ClosedLoop(64, 1),
          new ClosedLoop(8, 16),
          new OpenLoop(40_000, Arrivals.CONSTANT, 1, 64, 64, 1),
          new OpenLoop(40_000, Arrivals.POISSON, 1, 4, 64, 4));

  /** What the client allocated would be collected at the server's cost: they share a process. */
  @ParameterizedTest
  @FieldSource("STEADY")
  void inTheSteadyStateTheClientAllocatesNothing(LoadModel model) throws IOException {
    Site site = site();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long requests = 20_000;
    try (Server server = Strategy.EVENT_LOOP.start(ServerConfig.onLoopback(site, 1));
        var penetrator = new Penetrator(here(), plan(server, site, model))) {
      if (model instanceof OpenLoop) {
        penetrator.connect(() -> false);
        long start = System.nanoTime();
        long end = start + Duration.ofHours(1).toNanos();
        penetrator.begin(start, start, end);
      }
      long least = Long.MAX_VALUE;
      // The JVM itself may still allocate while it compiles; a request that did would do so always.
      long patience = System.nanoTime() + PATIENCE.toNanos();
      while (least >= requests && System.nanoTime() - patience < 0) {
        long before = threads.getCurrentThreadAllocatedBytes();
        penetrator.advance(requests);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        assertTrue(before > 0, "the JVM does not count allocation");
      }
      assertTrue(least < requests, least + " bytes over " + requests + " requests");
      Books.assertBalanced(penetrator.tally(), penetrator.inFlight());
      assertEquals(0, penetrator.tally().failed());
    }
  }
}
