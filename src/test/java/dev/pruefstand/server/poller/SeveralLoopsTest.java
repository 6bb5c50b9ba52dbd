package dev.pruefstand.server.poller;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.Errno;
import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.poller.FaultyPoller.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Several event loops that are one server, in both ways in which they come by connections. */
@ParameterizedClass
@EnumSource
@Timeout(60)
class SeveralLoopsTest {
  private static final int LOOPS = 3;

  /** Who shares the connections out. */
  enum Sharing {
    THE_SYSTEM,
    ONE_LOOP
  }

  @Parameter Sharing sharing;

  private final List<LoopPoller> pollers = new CopyOnWriteArrayList<>();
  private final List<RawClient> clients = new ArrayList<>();

  /** A loop's poller: counts what it was told to watch, and can be told to fail. */
  private static final class LoopPoller extends FaultyPoller {
    private final AtomicInteger watched = new AtomicInteger();
    private final AtomicReference<Call> failing;

    LoopPoller(Poller poller, AtomicReference<Call> failing) {
      super(poller, failing);
      this.failing = failing;
    }

    @Override
    public void add(int descriptor, int interest) {
      super.add(descriptor, interest);
      watched.incrementAndGet();
    }
  }

  private Platform platform() {
    Platform here = TestPlatform.EPOLL.orSkip();
    Supplier<Poller> counting =
        () -> {
          var poller = new LoopPoller(here.pollers().get(), new AtomicReference<>(Call.NONE));
          pollers.add(poller);
          return poller;
        };
    return switch (sharing) {
      case THE_SYSTEM -> new Platform(here.abi(), counting);
      case ONE_LOOP -> new Platform(here.abi().withoutSpreading(), counting);
    };
  }

  private Server start(ServerConfig config) {
    return EventLoopServer.start(config.on(LOOPS), platform());
  }

  @AfterEach
  void goAway() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }

  private RawClient connect(Server server) throws IOException {
    var client = new RawClient(server);
    clients.add(client);
    return client;
  }

  private static void assertServed(RawClient client) throws IOException {
    client.get("hello.html");
    assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
  }

  /** When all of them are watched: a connection is answered first, and then watched. */
  private List<Integer> connectionsOfEach(int all) throws IOException {
    Await.until(
        "all watched",
        () -> watchedByEach().stream().mapToInt(each -> each).sum(),
        count -> count == all);
    return watchedByEach();
  }

  /** Leaving the listeners out, of which each loop or only the last has one. */
  private List<Integer> watchedByEach() {
    return pollers.stream()
        .map(
            poller ->
                poller.watched.get()
                    - (sharing == Sharing.THE_SYSTEM || poller.equals(pollers.getLast()) ? 1 : 0))
        .toList();
  }

  @Test
  void theConnectionsAreSharedOutAmongAllLoops() throws IOException {
    try (Server server = start(TestSite.config())) {
      for (int i = 0; i < 30 * LOOPS; i++) {
        assertServed(connect(server));
      }
      List<Integer> found = connectionsOfEach(30 * LOOPS);
      if (sharing == Sharing.ONE_LOOP) {
        assertEquals(List.of(30, 30, 30), found);
      } else {
        // By a hash of addresses and ports: nobody is left out, but for one case in 10^15.
        assertTrue(found.stream().allMatch(each -> each > 0), found.toString());
      }
      assertEquals(30 * LOOPS, server.stats().accepted());
      assertEquals(30 * LOOPS, server.stats().answered());
    }
  }

  @Test
  void theLimitOfConnectionsHoldsForAllLoopsTogether() throws IOException {
    int most = 10;
    try (Server server = start(TestSite.config().within(TestSite.connections(most)))) {
      for (int i = 0; i < 4 * most; i++) {
        connect(server).get("hello.html");
      }
      Await.until("a full house", () -> server.stats().answered(), count -> count == most);
      // All others are served, one after the other's end, and there are never more than may be.
      List<RawClient> waiting = new ArrayList<>(clients);
      while (!waiting.isEmpty()) {
        // The server's own reading of open ones is of two moments; who has left, we know.
        int left = clients.size() - waiting.size();
        long accepted = server.stats().accepted();
        assertTrue(accepted - left <= most, accepted + " accepted while " + left + " had left");
        for (RawClient client : List.copyOf(waiting)) {
          if (client.available() > 0) {
            assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
            client.close();
            waiting.remove(client);
          }
        }
      }
      assertEquals(4 * most, server.stats().accepted());
    }
  }

  @Test
  void aLoopThatEndsByAFaultEndsItsConnectionsAndNoOthers() throws IOException {
    try (Server server = start(TestSite.config())) {
      for (int i = 0; i < 10 * LOOPS; i++) {
        assertServed(connect(server));
      }
      int lost = connectionsOfEach(10 * LOOPS).getFirst();
      pollers.getFirst().failing.set(Call.POLL);
      // Whoever asks next wakes it, or else its own sweep does.
      Await.until("its end", () -> server.stats().closed(), closed -> closed == lost);
      int served = 0;
      for (RawClient client : clients) {
        try {
          assertServed(client);
          served++;
        } catch (IOException lostWithItsLoop) {
          // Counted below.
        }
      }
      assertEquals(10 * LOOPS - lost, served);
      for (int i = 0; i < 10 * LOOPS; i++) {
        assertServed(connect(server));
      }
    }
  }

  @Test
  void aLoopThatCannotBeOpenedLeavesNothingOfThoseBeforeIt() {
    Platform here = platform();
    long sockets = OpenDescriptors.sockets();
    long opened = OpenDescriptors.pollers();
    Supplier<Poller> lastFails =
        () -> {
          if (pollers.size() < LOOPS - 1) {
            return here.pollers().get();
          }
          try (var errno = new Errno()) {
            throw errno.failure("opening a poller");
          }
        };
    assertThrows(
        OsException.class,
        () ->
            EventLoopServer.start(TestSite.config().on(LOOPS), new Platform(here.abi(), lastFails))
                .close());
    assertEquals(LOOPS - 1, pollers.size());
    assertEquals(sockets, OpenDescriptors.sockets());
    assertEquals(opened, OpenDescriptors.pollers());
  }

  @Test
  void whoWaitsInAnyBacklogIsServedByADrainAndNobodyIsCutOff() throws IOException {
    try (Server server = start(TestSite.config())) {
      for (int i = 0; i < 100 * LOOPS; i++) {
        connect(server).get("hello.html");
      }
      assertEquals(0, server.drain(Duration.ofSeconds(30)));
      for (RawClient client : clients) {
        assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
      }
      assertEquals(100 * LOOPS, server.stats().closed());
    }
  }
}
