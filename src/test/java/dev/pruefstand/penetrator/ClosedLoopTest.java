package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class ClosedLoopTest {
  @Test
  void oneConnectionAndOneRequestOnItWillDo() {
    var load = new ClosedLoop(1, 1);
    assertEquals(1, load.connections());
    assertEquals(1, load.mostConnections());
    assertEquals(1, load.pipeline());
    assertEquals("closed loop over 1 connection", load.describe());
  }

  @Test
  void itDescribesItself() {
    assertEquals(
        "closed loop over 1,024 connections, 8 requests under way on each",
        new ClosedLoop(1024, 8).describe());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "-1, 1", "1, 0", "1, -1"})
  void whatIsNotAboveZeroIsRefusedAndNamed(int connections, int pipeline) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new ClosedLoop(connections, pipeline))
            .getMessage();
    assertEquals(
        "expected connections and a pipeline from 1, found " + connections + " and " + pipeline,
        message);
  }
}
