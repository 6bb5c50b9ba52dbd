package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.http.Limits;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ServerConfigTest {
  private static final ServerConfig CONFIG = ServerConfig.onLoopback(TestSite.SITE, 3);

  @Test
  void onLoopbackMeansAnyPortAndTheDefaultLimits() {
    assertTrue(CONFIG.address().getAddress().isLoopbackAddress());
    assertEquals(0, CONFIG.address().getPort());
    assertEquals(3, CONFIG.threads());
    assertEquals(Limits.DEFAULT, CONFIG.limits());
    assertSame(TestSite.SITE, CONFIG.site());
  }

  @Test
  void anotherAddressChangesNothingElse() {
    var other = new InetSocketAddress("127.0.0.1", 8080);
    assertEquals(
        new ServerConfig(other, CONFIG.backlog(), 3, Limits.DEFAULT, TestSite.SITE, null),
        CONFIG.at(other));
  }

  @Test
  void otherLimitsChangeNothingElse() {
    Limits other = TestSite.connections(7);
    assertEquals(
        new ServerConfig(CONFIG.address(), CONFIG.backlog(), 3, other, TestSite.SITE, null),
        CONFIG.within(other));
  }

  @Test
  void aBacklogAndThreadsAreNeeded() {
    var noBacklog = assertThrows(IllegalArgumentException.class, () -> config(0, 1));
    assertEquals(
        "expected a backlog and threads above zero, found 0 and 1", noBacklog.getMessage());
    var noThreads = assertThrows(IllegalArgumentException.class, () -> config(1, 0));
    assertEquals(
        "expected a backlog and threads above zero, found 1 and 0", noThreads.getMessage());
  }

  @Test
  void anAddressThatNobodyKnowsIsRefusedByItsName() {
    var unknown = InetSocketAddress.createUnresolved("nobody.invalid", 8080);
    var failure = assertThrows(IllegalArgumentException.class, () -> CONFIG.at(unknown));
    assertEquals(
        "expected an address to listen on, found no such host: nobody.invalid",
        failure.getMessage());
  }

  private static ServerConfig config(int backlog, int threads) {
    return new ServerConfig(
        CONFIG.address(), backlog, threads, Limits.DEFAULT, TestSite.SITE, null);
  }
}
