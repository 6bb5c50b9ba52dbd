package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is closed is closed once: its numbers and its memory may be another's by then. */
@ParameterizedClass
@EnumSource
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PollerCloseTest {
  @Parameter TestPlatform platform;

  @Test
  void closingAgainClosesNoDescriptorOfAnother() {
    Platform here = platform.orSkip();
    Poller first = here.pollers().get();
    first.close();
    long before = OpenDescriptors.pollers();
    try (Poller second = here.pollers().get()) {
      long open = OpenDescriptors.pollers();
      first.close();
      first.wakeUp();
      assertEquals(open, OpenDescriptors.pollers());
      second.wakeUp();
      assertEquals(0, second.poll(-1, (descriptor, marks) -> {}));
    }
    assertEquals(before, OpenDescriptors.pollers());
  }

  @Test
  void afterTheEndItsMemoryIsOutOfReach() {
    Poller poller = platform.orSkip().pollers().get();
    poller.close();
    assertOutOfReach(() -> poller.poll(0, (descriptor, marks) -> {}));
    assertOutOfReach(() -> poller.add(0, Poller.READ));
  }

  private static void assertOutOfReach(Executable call) {
    Throwable thrown = assertThrows(Throwable.class, call);
    Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
    assertInstanceOf(IllegalStateException.class, cause);
  }
}
