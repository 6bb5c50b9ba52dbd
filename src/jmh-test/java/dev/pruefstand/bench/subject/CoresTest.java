package dev.pruefstand.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CoresTest {
  private static Cores of(Integer... processors) {
    return Cores.of(new TreeSet<>(List.of(processors)), Integer::toString);
  }

  @Test
  void threadsOfOneCoreStayTogether() {
    var four = new TreeSet<>(List.of(0, 1, 2, 3));
    assertEquals(
        new Cores(List.of(0, 2), List.of(1, 3), ""), Cores.of(four, each -> "core " + each % 2));
    assertFalse(Cores.of(four, each -> "the core").areDivided());
  }

  @Test
  void theServerGetsTheLowerHalfAndTheLoadTheRest() {
    assertEquals(new Cores(List.of(0), List.of(1), ""), of(0, 1));
    assertEquals(new Cores(List.of(2), List.of(3, 5), ""), of(2, 3, 5));
    assertEquals("server on processor [2], load on [3, 5]", of(2, 3, 5).describe());
  }

  @Test
  void withOneProcessorNobodyIsPinnedAndItSaysWhy() {
    Cores one = of(0);
    assertFalse(one.areDivided());
    assertEquals("", one.serverList());
    assertTrue(one.describe().endsWith("there is only one core"), one::describe);
  }

  @Test
  void aServersJvmKnowsHowManyProcessorsItGets() {
    assertEquals(
        List.of("--enable-native-access=ALL-UNNAMED", "-XX:ActiveProcessorCount=2", "-Xmx1g"),
        ServerJvm.flags(of(0, 1, 2, 3), List.of("-Xmx1g")));
  }
}
