package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Isolation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What JMH does with a state, without JMH. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadStateTest {
  private static LoadState state(Strategy strategy) {
    var state = new LoadState();
    state.strategy = strategy.name();
    state.threads = 2;
    state.connections = strategy.servesSeveralAtOnce() ? 4 : 1;
    state.resource = "hello.html";
    state.keepAlive = true;
    state.isolation = Isolation.IN_PROCESS;
    state.serverFlags = "";
    return state;
  }

  @ParameterizedTest
  @EnumSource
  void anIterationIsMeasuredAndTheRunPassesItsCheck(Strategy strategy) throws IOException {
    LoadState state = state(strategy);
    state.start();
    state.beginIteration();
    new ThroughputBenchmark().requests(state);
    state.endIteration();
    state.beginIteration();
    new ThroughputBenchmark().requests(state);
    state.stopAndCheck();
  }

  @Test
  void aMeterBeginsEachIterationAtZeroAndSharesOutTheCpuTime() throws IOException {
    LoadState state = state(Strategy.POOL);
    state.start();
    var meter = new IterationMeter(state.penetrator, state.subject::ledger, state.isolation);
    for (int i = 0; i < 2; i++) {
      meter.begin();
      state.penetrator.advance(300);
      IterationRecord measured = meter.end();
      assertTrue(measured.responses() > 290 && measured.responses() < 310);
      assertEquals(measured.responses(), measured.serviceNanos().getTotalCount());
      assertTrue(measured.clientCpuNanos() > 0);
      assertTrue(measured.serverCpuNanos() >= 0);
      assertEquals(Map.of(), measured.failures());
    }
    assertEquals(0, meter.failures());
    state.stopAndCheck();
  }

  @Test
  void aFileThatIsNotServedIsNamed() {
    LoadState state = state(Strategy.POOL);
    state.resource = "nowhere.html";
    String message = assertThrows(IllegalArgumentException.class, state::start).getMessage();
    assertEquals("expected a file of www/ as the parameter resource, found nowhere.html", message);
  }

  @Test
  void theBaselineIsAnsweredAndPassesItsCheck() throws IOException {
    var state = new ResponderState();
    state.connections = 4;
    // Other tests are to keep the processors that they have.
    state.start(new Cores(List.of(), List.of(), "not wanted"));
    state.beginIteration();
    new BaselineBenchmark().fixedBytes(state);
    state.endIteration();
    state.stopAndCheck();
  }
}
