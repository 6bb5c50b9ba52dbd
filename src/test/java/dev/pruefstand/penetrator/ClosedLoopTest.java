package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ClosedLoopTest {
  @Test
  void oneConnectionAndAnyTimeWillDo() {
    var load = new ClosedLoop(1, true, Duration.ofNanos(1));
    assertEquals(1, load.connections());
  }

  @ParameterizedTest
  @CsvSource({"0, PT1S", "-1, PT1S", "1, PT0S", "1, PT-1S"})
  void whatIsNotAboveZeroIsRefusedAndNamed(int connections, Duration timeout) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new ClosedLoop(connections, true, timeout))
            .getMessage();
    assertEquals(
        "expected connections and a timeout above zero, found " + connections + " and " + timeout,
        message);
  }
}
