package dev.pruefstand.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CoresTest {
  @Test
  void theServerGetsTheLowerHalfAndTheLoadTheRest() {
    assertEquals(new Cores(List.of(0), List.of(1), ""), Cores.of(List.of(0, 1)));
    assertEquals(new Cores(List.of(2), List.of(3, 5), ""), Cores.of(List.of(2, 3, 5)));
    assertEquals("server on processor [2], load on [3, 5]", Cores.of(List.of(2, 3, 5)).describe());
  }

  @Test
  void withOneProcessorNobodyIsPinnedAndItSaysWhy() {
    Cores one = Cores.of(List.of(0));
    assertFalse(one.areDivided());
    assertEquals("", one.serverList());
    assertTrue(one.describe().endsWith("there is only one processor"), one::describe);
  }

  @Test
  void aServersJvmKnowsHowManyProcessorsItGets() {
    assertEquals(
        List.of("--enable-native-access=ALL-UNNAMED", "-XX:ActiveProcessorCount=2", "-Xmx1g"),
        ServerJvm.flags(Cores.of(List.of(0, 1, 2, 3)), List.of("-Xmx1g")));
  }
}
