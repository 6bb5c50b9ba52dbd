package dev.pruefstand.server.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.ThreadsThatDoNotStart;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatchServerTest {
  @Test
  void aFrontWhoseThreadDoesNotStartLeavesNothing() throws IOException {
    try (var selector = Selector.open();
        var listener = ServerSocketChannel.open()) {
      // What the JDK opens for good with the first of each.
      assertTrue(selector.isOpen() && listener.isOpen());
    }
    long sockets = OpenDescriptors.sockets();
    long pollers = OpenDescriptors.pollers();
    ExecutorService workers = Executors.newFixedThreadPool(2);
    var failure =
        assertThrows(
            OutOfMemoryError.class,
            () ->
                DispatchServer.start(TestSite.config(), workers, ThreadsThatDoNotStart.INSTANCE)
                    .close());
    assertEquals(ThreadsThatDoNotStart.MESSAGE, failure.getMessage());
    assertTrue(workers.isTerminated());
    assertEquals(sockets, OpenDescriptors.sockets());
    assertEquals(pollers, OpenDescriptors.pollers());
  }
}
