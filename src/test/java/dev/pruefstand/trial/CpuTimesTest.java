package dev.pruefstand.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the system tells of processors and processes, read from texts and from this machine. */
@Timeout(30)
class CpuTimesTest {
  @Test
  void whereInterruptsAreSampledTheyBelongToProcesses() {
    // user nice system idle iowait irq softirq steal guest guest_nice
    assertEquals(
        new CpuTimes(1000, 170, 30, 7), CpuTimes.read("cpu  100 20 30 780 20 0 20 30 5 6", 7));
  }

  @Test
  void whereInterruptsAreMeasuredTheyDoNot() {
    assertEquals(
        new CpuTimes(1000, 150, 30, 7), CpuTimes.read("cpu  100 20 30 780 20 10 10 30 0 0", 7));
  }

  @Test
  void anOldKernelTellsLess() {
    assertEquals(new CpuTimes(10, 6, 0, 0), CpuTimes.read("cpu  1 2 3 4", 0));
  }

  @Test
  void theNameOfAProcessMayLookLikeAnything() {
    assertEquals(
        30, CpuTimes.ofProcess("7 (a) R 1 (b) S 1 1 1 0 -1 4194304 1 0 0 0 10 20 3 4 20 0 1 0"));
  }

  @Test
  void othersAreWhoeverIsNotAParty() {
    var before = new CpuTimes(1000, 500, 10, 100);
    var after = new CpuTimes(1200, 600, 20, 180);
    assertEquals(0.1, after.othersSince(before));
    assertEquals(0.05, after.stolenSince(before));
    assertEquals(0, new CpuTimes(1200, 500, 10, 180).othersSince(before));
  }

  @Test
  void onLinuxTheTimesAreThere() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    CpuTimes before = CpuTimes.now(null).orElseThrow();
    CpuTimes after = CpuTimes.now(ProcessHandle.current().pid()).orElseThrow();
    assertTrue(after.all() >= before.all() && before.busy() > 0, before + ", " + after);
    // It is one party, and counted once.
    assertTrue(after.parties() - before.parties() < 100, before + ", " + after);
    assertTrue(CpuTimes.now(Long.MAX_VALUE).isEmpty());
  }

  @Test
  void aTableOfSocketsTellsWhoListens() {
    List<String> table =
        List.of(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
                + "  timeout inode",
            "   0: 0100007F:1FE0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 11 1",
            "   1: 0100007F:1FE0 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  0 0 12 1",
            "   2: 0100007F:1FE1 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 13"
                + " 1");
    assertEquals(Set.of("socket:[11]"), ListeningProcess.sockets(table, 8160));
  }

  @Test
  void aServerOfThisProcessIsFound() throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"));
    int port;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      assertEquals(
          Optional.of(ProcessHandle.current().pid()), ListeningProcess.on(server.getLocalPort()));
    }
    assertTrue(ListeningProcess.on(port).isEmpty());
  }

  @Test
  void thisMachineIsHereAndADocumentedAddressIsNot() throws IOException {
    assertTrue(ListeningProcess.isHere(new InetSocketAddress("127.0.0.1", 1)));
    assertTrue(ListeningProcess.isHere(new InetSocketAddress("::1", 1)));
    assertFalse(ListeningProcess.isHere(new InetSocketAddress("192.0.2.1", 1)));
  }
}
