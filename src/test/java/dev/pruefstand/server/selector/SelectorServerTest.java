package dev.pruefstand.server.selector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.ThreadsThatDoNotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SelectorServerTest {
  @Test
  void aLoopWhoseThreadDoesNotStartLeavesNothing() {
    long sockets = OpenDescriptors.sockets();
    long pollers = OpenDescriptors.pollers();
    var failure =
        assertThrows(
            OutOfMemoryError.class,
            () -> SelectorServer.start(TestSite.config(), ThreadsThatDoNotStart.INSTANCE).close());
    assertEquals(ThreadsThatDoNotStart.MESSAGE, failure.getMessage());
    assertEquals(sockets, OpenDescriptors.sockets());
    assertEquals(pollers, OpenDescriptors.pollers());
  }
}
