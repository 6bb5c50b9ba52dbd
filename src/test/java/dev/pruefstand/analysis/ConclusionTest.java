package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.trial.Contender;
import dev.pruefstand.trial.Isolation;
import dev.pruefstand.trial.Scenario;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConclusionTest {
  private static final Contender POOL = new Contender("pool", 8);
  private static final Contender LOOP = new Contender("event-loop", 0);
  private static final Contender EACH = new Contender("thread-per-request", 0);
  private static final Scenario HELLO = new Scenario("hello.html", 107, 64, true);
  private static final String SHARED = " Server and load generator shared one JVM and its cores.";

  private static Summary summary(Contender contender, Scenario scenario, double low, double high) {
    return summary(contender, scenario, 3, 0.5, low, high);
  }

  private static Summary summary(
      Contender contender, Scenario scenario, int forks, double busy, double low, double high) {
    return new Summary(
        contender,
        scenario,
        forks,
        Isolation.IN_PROCESS,
        new Interval((low + high) / 2, low, high),
        new Interval(1, 1, 1),
        busy,
        new Histogram(3),
        0);
  }

  private static Summary summary(Contender contender, double low, double high) {
    return summary(contender, HELLO, low, high);
  }

  private static String sentence(Summary... summaries) {
    return Conclusion.of(List.of(summaries)).orElseThrow();
  }

  @Test
  void theFastestIsNamedWithItsRatio() {
    assertEquals(
        "For hello.html over 64 kept-alive connections, event-loop was fastest: "
            + "2.00× the requests per second of pool (8) [1.73, 2.33]."
            + SHARED,
        sentence(summary(POOL, 90, 110), summary(LOOP, 190, 210)));
  }

  @Test
  void aSingleForkIsSaidToBeNoEvidence() {
    String once =
        sentence(summary(POOL, HELLO, 1, 0, 100, 100), summary(LOOP, HELLO, 3, 0, 200, 200));
    assertFalse(once.contains("["), once);
    assertTrue(once.endsWith(" is a first look and no evidence."), once);
  }

  @Test
  void whoeverIsFasterIsNamedWhateverItsPlace() {
    String loop = sentence(summary(POOL, 90, 110), summary(LOOP, 190, 210));
    assertEquals(loop, sentence(summary(LOOP, 190, 210), summary(POOL, 90, 110)));
    String pool = sentence(summary(LOOP, 90, 110), summary(POOL, 190, 210));
    assertNotEquals(loop, pool);
    assertEquals(
        loop,
        pool.replace("pool (8)", "?").replace("event-loop", "pool (8)").replace("?", "event-loop"));
  }

  @Test
  void allSlowerOnesAreListedTheNearestFirst() {
    assertEquals(
        "For hello.html over 64 kept-alive connections, event-loop was fastest: "
            + "2.00× the requests per second of pool (8) [2.00, 2.00], "
            + "and 4.00× the requests per second of thread-per-request [4.00, 4.00]."
            + SHARED,
        sentence(summary(EACH, 50, 50), summary(POOL, 100, 100), summary(LOOP, 200, 200)));
  }

  @Test
  void aTieIsSaidToBeATie() {
    assertEquals(
        "For hello.html over 64 kept-alive connections, "
            + "event-loop and pool (8) cannot be told apart."
            + SHARED,
        sentence(summary(POOL, 90, 110), summary(LOOP, 95, 115)));
  }

  @Test
  void aTieOfThreeNamesAllThree() {
    assertEquals(
        "For hello.html over 64 kept-alive connections, "
            + "event-loop, pool (8) and thread-per-request cannot be told apart."
            + SHARED,
        sentence(summary(EACH, 80, 108), summary(POOL, 90, 110), summary(LOOP, 95, 115)));
  }

  @Test
  void whoeverIsSlowerThanATieIsComparedWithItsFirst() {
    assertEquals(
        "For hello.html over 64 kept-alive connections, "
            + "event-loop and pool (8) cannot be told apart; "
            + "event-loop had 4.00× the requests per second of thread-per-request [3.60, 4.40]."
            + SHARED,
        sentence(summary(EACH, 50, 50), summary(POOL, 179, 219), summary(LOOP, 180, 220)));
  }

  @Test
  void aPoolIsRepresentedByItsUsualSizeAndNotByItsBest() {
    assertEquals(
        "For hello.html over 64 kept-alive connections, event-loop was fastest: "
            + "2.00× the requests per second of pool (8) [2.00, 2.00]."
            + SHARED,
        sentence(
            summary(POOL, 50, 50),
            summary(new Contender("pool", 4), 200, 200),
            summary(LOOP, 100, 100),
            summary(new Contender("pool", 2), 60, 60)));
  }

  @Test
  void aClientThatWasBusyAllTheTimeIsNamedAsTheLimit() {
    String limited =
        sentence(summary(POOL, HELLO, 3, 0.5, 9, 9), summary(LOOP, HELLO, 3, 0.96, 99, 99));
    assertTrue(
        limited.endsWith(
            " The load generator was busy for 96 % of the time with event-loop, which could do"
                + " more."),
        limited);
  }

  @Test
  void theScenarioWhereMostMetIsTheOneThatCounts() {
    var alone = new Scenario("page.html", 11_954, 1, true);
    assertEquals(
        sentence(summary(POOL, 100, 100), summary(LOOP, 200, 200)),
        sentence(summary(POOL, alone, 9, 9), summary(POOL, 100, 100), summary(LOOP, 200, 200)));
  }

  @Test
  void theScenarioIsToldInWords() {
    assertEquals("For hello.html over one kept-alive connection, ", scenario(1, true));
    assertEquals("For hello.html over 1,024 kept-alive connections, ", scenario(1_024, true));
    assertEquals("For hello.html over one connection-per-request client, ", scenario(1, false));
    assertEquals("For hello.html over 16 connection-per-request clients, ", scenario(16, false));
  }

  private static String scenario(int connections, boolean keepAlive) {
    var scenario = new Scenario("hello.html", 107, connections, keepAlive);
    String all = sentence(summary(POOL, scenario, 1, 1), summary(LOOP, scenario, 2, 2));
    return all.substring(0, all.indexOf("event-loop"));
  }

  @Test
  void whereNobodyMetNothingIsConcluded() {
    assertEquals(Optional.empty(), Conclusion.of(List.of()));
    assertEquals(Optional.empty(), Conclusion.of(List.of(summary(POOL, 1, 2))));
    var sizes = List.of(summary(POOL, 1, 2), summary(new Contender("pool", 4), 3, 4));
    assertEquals(Optional.empty(), Conclusion.of(sizes));
    var other = new Scenario("page.html", 11_954, 64, true);
    assertEquals(
        Optional.empty(), Conclusion.of(List.of(summary(POOL, 1, 2), summary(LOOP, other, 3, 4))));
  }

  @Test
  void theSentenceIsTheSameInEveryCountry() {
    Locale here = Locale.getDefault();
    String sentence = sentence(summary(POOL, 90, 110), summary(LOOP, 190, 210));
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(sentence, sentence(summary(POOL, 90, 110), summary(LOOP, 190, 210)));
    } finally {
      Locale.setDefault(here);
    }
  }

  @Test
  void whoHadAProcessOfItsOwnSharedNothing() {
    Summary pool = summary(POOL, 900, 1100);
    Summary loop = summary(LOOP, 1900, 2100);
    assertTrue(sentence(pool, loop).contains(SHARED));
    assertTrue(sentence(own(pool), loop).contains(SHARED));
    assertFalse(sentence(own(pool), own(loop)).contains("shared"));
  }

  private static Summary own(Summary shared) {
    return new Summary(
        shared.contender(),
        shared.scenario(),
        shared.forks(),
        Isolation.OWN_PROCESS,
        shared.requestsPerSecond(),
        shared.serverCpuMicros(),
        shared.clientBusy(),
        shared.serviceNanos(),
        shared.failures());
  }
}
