package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.custom.Words;
import dev.pruefstand.trial.Absentee;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the user chooses with JMH's words is measured as carefully as a plan. */
@Timeout(30)
class ChosenTest {
  private static Collection<BenchmarkListEntry> benchmarks(String pattern) {
    var silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
    return BenchmarkList.defaultList().find(silent, List.of(pattern), List.of());
  }

  private static Agenda agenda(String pattern, String words, OptionalInt rounds) {
    try {
      var user = new CommandLineOptions(Words.of(words).toArray(String[]::new));
      return new Chosen(benchmarks(pattern), user, rounds).agenda(Plan.DEFAULT.effort());
    } catch (CommandLineOptionException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static List<String> labels(String words) {
    return agenda("Throughput", words, OptionalInt.empty()).steps().stream()
        .map(Step::label)
        .toList();
  }

  @Test
  void everyCombinationOfWhatWasGivenAndOfWhatIsUsualIsAStep() {
    assertEquals(
        Set.of(
            "pool (1), hello.html, 64 connections kept alive",
            "pool (4), hello.html, 64 connections kept alive",
            "pool (1), page.html, 64 connections kept alive",
            "pool (4), page.html, 64 connections kept alive"),
        Set.copyOf(labels("-p strategy=POOL -p threads=1,4 -p resource=hello.html,page.html")));
  }

  @Test
  void whatAContenderHasNoUseForDoesNotMakeItTwo() {
    assertEquals(
        List.of("selector, hello.html, 64 connections kept alive"),
        labels("-p strategy=SELECTOR,selector -p threads=4,8"));
  }

  @Test
  void flagsAndIsolationMakeContendersThatAreToldApart() {
    assertEquals(
        Set.of(
            "pool (8), hello.html, 64 connections kept alive",
            "pool (8) +UseZGC -Xmx1g, hello.html, 64 connections kept alive",
            "pool (8) in process, hello.html, 64 connections kept alive"),
        Set.copyOf(
            labels(
                "-p strategy=POOL -p isolation=OWN_PROCESS,IN_PROCESS"
                    + " -p serverFlags=,'-XX:+UseZGC -Xmx1g'")));
  }

  /** The flags would be those of the JVM that starts it. */
  @Test
  void flagsOfAJvmMakeNoOtherProgram() {
    assertEquals(1, labels("-p strategy='exec:a=b {port}' -p serverFlags=-Xmx1g,-Xmx2g").size());
  }

  @Test
  void aStepIsMeasuredInAsManyRoundsAsThePlanOrTheUserSays() {
    assertEquals(4, agenda("Throughput", "", OptionalInt.empty()).rounds());
    assertEquals(9, agenda("Throughput", "", OptionalInt.of(9)).rounds());
    assertEquals(1, agenda("ResponseTime", "", OptionalInt.empty()).rounds());
    assertEquals(3, agenda("ResponseTime", "", OptionalInt.of(3)).rounds());
    assertThrows(
        IllegalArgumentException.class, () -> agenda("ResponseTime", "", OptionalInt.of(0)));
  }

  @Test
  void singleShotsAreEstimatedByTheSecondsOfARun() {
    Agenda agenda =
        agenda(
            "ResponseTime",
            "-p strategy=POOL -p rate=1000,5000 -p seconds=20",
            OptionalInt.empty());
    assertEquals(
        List.of(
            "pool (8), hello.html, 1000 requests/s, seconds 20",
            "pool (8), hello.html, 5000 requests/s, seconds 20"),
        agenda.steps().stream().map(Step::label).toList());
    assertEquals(Duration.ofMillis(2 * (3 * 2_000 + 20_000 + 2_300)), agenda.estimate());
  }

  @Test
  void everyCaseOfTheExaminationIsAStep() {
    List<Step> steps = agenda("Accuracy", "", OptionalInt.empty()).steps();
    assertEquals(AccuracyCase.values().length, steps.size());
    assertTrue(steps.getFirst().label().contains("known "), steps.getFirst().label());
  }

  @Test
  void theUsersIterationsAreInTheEstimate() {
    Duration one =
        agenda("Throughput", "-p strategy=POOL -wi 1 -w 2s -i 3 -r 500ms", OptionalInt.of(1))
            .estimate();
    assertEquals(Duration.ofMillis(2_000 + 1_500 + 2_300), one);
  }

  @Test
  void aStepHasTheSameNameInEveryCampaign() {
    assertEquals(
        ThroughputBenchmark.class.getName()
            + ".requests {connections=64, deferAccept=false, isolation=OWN_PROCESS, keepAlive=true,"
            + " resource=hello.html, serverFlags=, strategy=POOL, threads=0}",
        agenda("Throughput", "-p strategy=POOL", OptionalInt.empty()).steps().getFirst().name());
  }

  @Test
  void whoCannotBeAskedThatWayIsLeftOutWithTheReason() {
    Agenda agenda =
        agenda(
            "Throughput",
            "-p strategy=SINGLE,JDK,POOL -p connections=1,2 -p isolation=OWN_PROCESS,IN_PROCESS",
            OptionalInt.empty());
    assertEquals(
        List.of("jdk", "single"), agenda.absentees().stream().map(Absentee::contender).toList());
    assertEquals(2 + 2 + 4, agenda.steps().size());
  }

  @Test
  void nothingThatCanBeMeasuredIsWrongInputWithTheReason() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> labels("-p strategy=SINGLE"))
            .getMessage();
    assertTrue(message.contains("single serves one at a time"), message);
  }

  @Test
  void twoProgramsOfOneNameAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> labels("-p strategy='exec:a {port}','exec:/bin/a {port}'"));
  }

  @Test
  void parametersAreFoundByTheirNamesInJmhsWords() {
    assertEquals(
        Set.of("a", "b"), Chosen.named(List.of("-p", "a=1,2", "-f", "1", "-pb=3", "-prof", "gc")));
  }

  /** JMH would measure the usual instead, and say nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"-p stratgy=POOL", "-p rate=5"})
  void aParameterThatNoChosenBenchmarkHasIsRefused(String words) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Chosen.requireParameters(words, benchmarks("Throughput")))
            .getMessage();
    assertTrue(message.contains("[connections, deferAccept, isolation, keepAlive, "), message);
  }
}
