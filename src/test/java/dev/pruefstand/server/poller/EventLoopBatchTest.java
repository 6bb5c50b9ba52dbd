package dev.pruefstand.server.poller;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.poller.FaultyPoller.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the event loop does with its descriptors within a batch of events, and after it. */
@Timeout(30)
class EventLoopBatchTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final int CLIENTS = 20;

  private final AtomicInteger reported = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  /** Looks, at the end of each batch, at the descriptors that were reported in it. */
  private final class BatchWatch extends FaultyPoller {
    private final List<Integer> reportedNow = new ArrayList<>();

    BatchWatch(Poller poller) {
      super(poller, new AtomicReference<>(Call.NONE));
    }

    @Override
    public int poll(long timeoutNanos, Ready ready) {
      reportedNow.clear();
      int count =
          super.poll(
              timeoutNanos,
              (descriptor, marks) -> {
                reportedNow.add(descriptor);
                ready.ready(descriptor, marks);
              });
      for (int descriptor : reportedNow) {
        reported.incrementAndGet();
        Path entry = DESCRIPTORS.resolve(Integer.toString(descriptor));
        if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
          closed.incrementAndGet();
        }
      }
      return count;
    }
  }

  @Test
  void noDescriptorIsClosedBeforeTheEndOfItsBatch() throws IOException {
    assumeTrue(Files.isDirectory(DESCRIPTORS), "open descriptors are found in /proc");
    Platform here = TestPlatform.EPOLL.orSkip();
    var watched = new Platform(here.abi(), () -> new BatchWatch(here.pollers().get()));
    try (var server = EventLoopServer.start(TestSite.config().on(1), watched)) {
      for (int i = 0; i < CLIENTS; i++) {
        try (var client = new RawClient(server)) {
          client.get("hello.html");
          assertArrayEquals(TestSite.file("hello.html"), client.answer().body());
        }
      }
      Await.until("all gone", () -> server.stats().closed(), count -> count == CLIENTS);
      assertTrue(reported.get() > CLIENTS, "each client is reported when it goes");
      assertEquals(0, closed.get(), "closed within the batch");
    }
  }
}
