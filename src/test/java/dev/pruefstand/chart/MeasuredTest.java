package dev.pruefstand.chart;

import static dev.pruefstand.chart.SampleCampaign.EVENT_LOOP;
import static dev.pruefstand.chart.SampleCampaign.POOL;
import static dev.pruefstand.chart.SampleCampaign.hello;
import static dev.pruefstand.chart.SampleCampaign.summary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.analysis.Summary;
import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Group;
import dev.pruefstand.trial.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MeasuredTest {

  @Test
  void theUsualPoolIsTheOneMeasuredMostOften() {
    var measured =
        new Measured(
            List.of(
                summary(new Contender("pool", 4), hello(1), 1_000),
                summary(new Contender("pool", 4), hello(16), 2_000),
                summary(POOL, hello(16), 3_000),
                summary(EVENT_LOOP, hello(16), 4_000)));
    assertEquals(List.of("pool (4)", "pool (4)", "event-loop"), labels(measured.usual()));
  }

  @Test
  void theUsualPoolHasEightThreadsWhereTheDataLeaveItOpen() {
    var sizes = SampleCampaign.poolSizes();
    assertEquals(List.of("pool (4)"), labels(new Measured(sizes).usual()));
    var withEight = new ArrayList<>(sizes);
    withEight.add(summary(POOL, hello(64), 3_000));
    assertEquals(List.of("pool (8)"), labels(new Measured(withEight).usual()));
  }

  @Test
  void theUsualEventLoopIsTheSingleOneWhereTheDataLeaveItOpen() {
    var loops =
        List.of(
            summary(new Contender("event-loop", 8), hello(64), 3_000),
            summary(EVENT_LOOP, hello(64), 2_000));
    assertEquals(List.of("event-loop"), labels(new Measured(loops).usual()));
  }

  /** Flags make another contender, and both are drawn, each in a colour of its own. */
  @Test
  void thoseThatDifferInSettingsAreAllUsual() {
    var flagged = new Contender("pool", 8, Group.OURS, List.of("-XX:+UseZGC"));
    var measured =
        new Measured(List.of(summary(POOL, hello(64), 1_000), summary(flagged, hello(64), 900)));
    assertEquals(measured, measured.usual());
    Palette palette = measured.palette();
    assertNotEquals(palette.colour(POOL.family()), palette.colour(flagged.family()));
  }

  @Test
  void resourcesAreComparedWhereMostOfThemWereMeasured() {
    Measured shared = new Measured(SampleCampaign.all()).keepAlive().atSharedConnections();
    assertTrue(shared.all().stream().allMatch(s -> s.scenario().connections() == 64));
  }

  @Test
  void theMiddleOneIsTakenAmongEquals() {
    var equals = new Measured(SampleCampaign.connections()).atSharedConnections();
    assertEquals(256, equals.all().getFirst().scenario().connections());
  }

  @Test
  void theSmallResourceIsHelloOrTheSmallestThereIs() {
    Summary page = summary(POOL, new Scenario("page.html", 14_310, 64, true), 1_000);
    Summary map = summary(POOL, new Scenario("map.png", 1_482_113, 64, true), 1_000);
    Summary hello = summary(POOL, hello(64), 1_000);
    assertEquals(List.of(hello), new Measured(List.of(map, hello, page)).smallResource().all());
    assertEquals(List.of(page), new Measured(List.of(map, page)).smallResource().all());
    assertEquals(List.of(), new Measured(List.of()).smallResource().all());
  }

  private static List<String> labels(Measured measured) {
    return measured.all().stream().map(s -> s.contender().label()).toList();
  }
}
