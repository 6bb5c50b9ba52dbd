package dev.pruefstand.trial;

import static dev.pruefstand.trial.SampleTrials.environment;
import static dev.pruefstand.trial.SampleTrials.histogram;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The records: what is computed from them, and that none changes after it was made. */
@Timeout(30)
class TrialTest {
  private static final Latency LATENCY = Latency.of(histogram(1_000));

  private static Trial trial(List<Double> requestsPerSecond, Map<String, Long> errors) {
    return new Trial(
        SampleTrials.POOL,
        SampleTrials.HELLO,
        1,
        requestsPerSecond,
        LATENCY,
        errors,
        Isolation.IN_PROCESS,
        1,
        1,
        Ledger.EMPTY,
        "histograms/x.hlog");
  }

  @Test
  void aTrialDoesNotChangeAfterItWasRecorded() {
    var requestsPerSecond = new ArrayList<>(List.of(1.0, 2.0));
    var errors = new HashMap<>(Map.of("reset", 1L));
    Trial trial = trial(requestsPerSecond, errors);
    requestsPerSecond.clear();
    errors.put("timeout", 9L);
    assertEquals(List.of(1.0, 2.0), trial.requestsPerSecond());
    assertEquals(Map.of("reset", 1L), trial.errors());
    assertThrows(UnsupportedOperationException.class, () -> trial.requestsPerSecond().add(3.0));
    assertThrows(UnsupportedOperationException.class, () -> trial.errors().clear());
  }

  @Test
  void failuresAreTheSumOverAllKinds() {
    assertEquals(0, trial(List.of(1.0), Map.of()).failures());
    assertEquals(12, trial(List.of(1.0), Map.of("reset", 5L, "timeout", 7L)).failures());
  }

  @Test
  void aCampaignDoesNotChangeAfterItWasRead() {
    var trials = new ArrayList<Trial>();
    var campaign = new Campaign("x", environment(), trials);
    trials.add(trial(List.of(1.0), Map.of()));
    assertEquals(List.of(), campaign.trials());
    assertThrows(UnsupportedOperationException.class, () -> campaign.trials().removeFirst());
  }

  @Test
  void anEnvironmentDoesNotChangeAfterItWasProbed() {
    var flags = new ArrayList<>(List.of("-Xmx1g"));
    var settings = new HashMap<>(Map.of("a", "1"));
    var environment =
        new Environment(
            "2026-11-22T14:03:11Z", "", "", false, "", flags, "", "", "", 1, 1, 0, 1, settings);
    flags.clear();
    settings.put("a", "2");
    assertEquals(List.of("-Xmx1g"), environment.jvmFlags());
    assertEquals(Map.of("a", "1"), environment.settings());
    assertThrows(UnsupportedOperationException.class, () -> environment.settings().clear());
  }

  @Test
  void aLatencyIsReadOffTheWholeHistogram() {
    var nanos = histogram();
    for (int i = 1; i <= 1_000; i++) {
      nanos.recordValue(i);
    }
    assertEquals(new Latency(1_000, 500.5, 500, 900, 990, 999, 1_000), Latency.of(nanos));
  }

  @Test
  void theLatencyOfNothingIsZero() {
    assertEquals(new Latency(0, 0, 0, 0, 0, 0, 0), Latency.of(histogram()));
  }

  @Test
  void aContendersLabelTellsItsThreadsWhereItHasThatSetting() {
    assertEquals("pool (8)", SampleTrials.POOL.label());
    assertEquals("event-loop", SampleTrials.EVENT_LOOP.label());
  }

  @Test
  void aContendersLabelAndFamilyTellWhatElseSetsItApart() {
    var contender = new Contender("pool", 8, Group.OURS, List.of("-XX:+UseZGC", "-Xmx1g"));
    assertEquals("pool (8) +UseZGC -Xmx1g", contender.label());
    assertEquals("pool +UseZGC -Xmx1g", contender.family());
    assertEquals("pool", SampleTrials.POOL.family());
  }

  @Test
  void anEnvironmentTellsItsMachineInALineAndItsDay() {
    assertEquals(
        "Processor \"with\" märks, 4 cores, Debian GNU/Linux 12 (bookworm), "
            + "JDK Eclipse Adoptium 25.0.1+8-LTS",
        environment().machine());
    assertEquals("2026-11-22", environment().date());
  }
}
