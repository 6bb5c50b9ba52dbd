package dev.pruefstand.bench.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveHeapTest {
  @Test
  void whatAProcessHoldsIsCountedAndWhatItHasDroppedIsNot() throws IOException {
    long self = ProcessHandle.current().pid();
    long before = LiveHeap.of(self);
    byte[] held = new byte[64 << 20];
    long with = LiveHeap.of(self);
    assertTrue(with - before > held.length / 2, before + " and then " + with);
    held = new byte[0];
    long without = LiveHeap.of(self);
    assertTrue(with - without > 32 << 20, with + " and then " + without + held.length);
  }

  @Test
  void theTotalIsTheLastLinesBytes() throws IOException {
    String histogram =
        """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         21500        2079432  [B (java.base@25)
        Total         86263        5443280
        """;
    assertEquals(5_443_280, LiveHeap.total(histogram));
  }

  @Test
  void whatFillsGapsIsNotAlive() throws IOException {
    String histogram =
        """
           1:         21500        2079432  [B (java.base@25)
           9:           312         135424  [Ljdk.internal.vm.FillerElement; (java.base@25)
          80:            12            192  jdk.internal.vm.FillerObject (java.base@25)
        Total         86263        5443280
        """;
    assertEquals(5_443_280 - 135_424 - 192, LiveHeap.total(histogram));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Total", "4711:\nTotalizer 1 2", "Total 1 x"})
  void whatHasNoTotalIsRefused(String answer) {
    String message = assertThrows(IOException.class, () -> LiveHeap.total(answer)).getMessage();
    assertTrue(message.startsWith("expected a class histogram"), message);
  }
}
