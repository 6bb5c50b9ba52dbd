package dev.pruefstand.server.poller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.TestPlatform;
import dev.pruefstand.server.TestSite;
import dev.pruefstand.server.ThreadsThatDoNotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NoThreadForTheLoopTest {
  @Test
  void aLoopWhoseThreadDoesNotStartLeavesNothing() {
    var platform = TestPlatform.EPOLL.orSkip();
    long sockets = OpenDescriptors.sockets();
    long pollers = OpenDescriptors.pollers();
    var failure =
        assertThrows(
            OutOfMemoryError.class,
            () ->
                EventLoopServer.start(
                        TestSite.config().on(1), platform, ThreadsThatDoNotStart.INSTANCE)
                    .close());
    assertEquals(ThreadsThatDoNotStart.MESSAGE, failure.getMessage());
    assertEquals(sockets, OpenDescriptors.sockets());
    assertEquals(pollers, OpenDescriptors.pollers());
  }
}
