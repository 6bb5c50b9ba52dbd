package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.analysis.LoadFigures.Loop;
import dev.pruefstand.analysis.LoadFigures.Machine;
import dev.pruefstand.analysis.LoadFigures.Told;
import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import dev.pruefstand.trial.Verdict;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check passes, and fails alone. */
@Timeout(30)
class LoadCertificateTest {
  /** Figures that can be spoilt one by one. Ten seconds, 1,000 requests a second, 10 ms each. */
  private static final class Run {
    Loop loop;
    int connections = 10;
    int pipeline = 1;
    boolean ownConnections;
    double seconds = 10;
    boolean byCount;
    long planned = 10_000;
    long answered = 10_000;
    long answeredInTime = 9_990;
    long answeredWrong;
    long failed;
    long failedLate;
    long inFlight;
    long writtenInAll = 10_500;
    long answeredInAll = 10_500;
    double meanServiceSeconds = 0.01;
    double meanResponseSeconds = 0.01;
    double connectingSeconds = 0.001;
    double startSeconds = 0.001;
    long responseP99Nanos = 20_000_000;
    long lagP99Nanos = 30_000;
    long latenessP99Nanos = 30_000;
    double busyShare = 0.5;
    List<Double> throughputs = List.of(1000.0, 1001.0, 999.0, 1000.0, 1001.0, 999.0);
    List<Double> medianNanos = List.of(1e7, 1.01e7, 0.99e7, 1e7, 1.01e7, 0.99e7);
    Told server = new Told(10_500L, "");
    Machine machine = new Machine(0.01, 0.01, "");

    Run(Loop loop) {
      this.loop = loop;
    }

    LoadFigures figures() {
      return new LoadFigures(
          loop,
          connections,
          pipeline,
          ownConnections,
          seconds,
          byCount,
          planned,
          answered,
          answeredInTime,
          answeredWrong,
          failed,
          failedLate,
          inFlight,
          writtenInAll,
          answeredInAll,
          meanServiceSeconds,
          meanResponseSeconds,
          connectingSeconds,
          startSeconds,
          responseP99Nanos,
          lagP99Nanos,
          latenessP99Nanos,
          busyShare,
          throughputs,
          medianNanos,
          server,
          machine);
    }
  }

  /**
   * A run that is sound but for one thing.
   *
   * @param check the only one with that verdict, beside what a closed loop is never judged by
   */
  private record Row(
      String what, Loop loop, String check, Verdict verdict, String said, Consumer<Run> spoil) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Row fails(String what, Loop loop, String check, String said, Consumer<Run> spoil) {
    return new Row(what, loop, check, Verdict.FAILED, said, spoil);
  }

  private static Row open(String what, Loop loop, String check, String said, Consumer<Run> spoil) {
    return new Row(what, loop, check, Verdict.NOT_JUDGED, said, spoil);
  }

  private static Row passes(String what, Loop loop, String check, Consumer<Run> change) {
    return new Row(what, loop, check, Verdict.PASSED, "", change);
  }

  static Stream<Row> rows() {
    return Stream.of(
        fails(
            "a wrong answer",
            Loop.OPEN,
            LoadCertificate.RIGHT,
            "1 failed",
            run -> {
              run.failed = 1;
              run.answeredWrong = 1;
              run.answered--;
              run.answeredInTime--;
              run.answeredInAll--;
            }),
        fails(
            "no answer at all",
            Loop.SALVO,
            LoadCertificate.RIGHT,
            "no right answer",
            run -> {
              run.planned = 0;
              run.answered = 0;
            }),
        fails("one got lost", Loop.CLOSED, LoadCertificate.COMPLETE, "10,001", r -> r.planned++),
        fails(
            "in flight is not lost, but not answered either",
            Loop.CLOSED,
            LoadCertificate.RIGHT,
            "3 never answered",
            run -> {
              run.inFlight = 3;
              run.answered -= 3;
            }),
        fails(
            "the server counted one less",
            Loop.CLOSED,
            LoadCertificate.COUNTED,
            "10,499 counted",
            run -> run.server = new Told(10_499L, "")),
        fails(
            "the server counted one more",
            Loop.OPEN,
            LoadCertificate.COUNTED,
            "somebody else",
            run -> run.server = new Told(10_501L, "")),
        passes(
            "the server may have answered what was given up",
            Loop.OPEN,
            LoadCertificate.COUNTED,
            run -> {
              run.answeredInAll -= 2;
              run.server = new Told(10_499L, "");
            }),
        open(
            "a server without statistics",
            Loop.OPEN,
            LoadCertificate.COUNTED,
            "keeps no statistics",
            run -> run.server = new Told(null, "it keeps no statistics")),
        fails(
            "one connection of ten did nothing",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            "9.0 of 10",
            run -> run.meanServiceSeconds = 0.009),
        fails(
            "more was measured than there was time for",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            "10.5 of 10",
            run -> run.meanServiceSeconds = 0.0105),
        passes(
            "connections were made in the meantime",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            run -> {
              run.meanServiceSeconds = 0.009;
              run.connectingSeconds = 10;
            }),
        passes(
            "with a connection each the response time counts",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            run -> {
              run.ownConnections = true;
              run.meanServiceSeconds = 0.005;
            }),
        passes(
            "a pipeline is so many connections",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            run -> {
              run.connections = 5;
              run.pipeline = 2;
            }),
        passes(
            "closing a connection takes a while, too",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            run -> {
              run.ownConnections = true;
              run.meanResponseSeconds = 0.0095;
            }),
        fails(
            "but not as long as that",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            "8.5 of 10",
            run -> {
              run.ownConnections = true;
              run.meanResponseSeconds = 0.0085;
            }),
        open(
            "connections that took long to be made",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            "--warmup",
            run -> {
              run.startSeconds = 0.2;
              run.meanServiceSeconds = 0.009;
            }),
        open(
            "a load that ebbs away",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            "-n",
            run -> {
              run.byCount = true;
              run.meanServiceSeconds = 0.005;
            }),
        open(
            "answers as long as the run",
            Loop.CLOSED,
            LoadCertificate.LITTLE,
            "too short",
            run -> run.meanServiceSeconds = 0.2),
        fails(
            "a rate that was not kept",
            Loop.OPEN,
            LoadCertificate.RATE,
            "950/s of 1,000/s",
            run -> run.answeredInTime = 9_500),
        passes(
            "what is always under way is not missing",
            Loop.OPEN,
            LoadCertificate.RATE,
            run -> {
              run.medianNanos = List.of(3e8, 3e8, 3e8, 3e8);
              run.answeredInTime = 9_700;
            }),
        passes(
            "requests under way are whole",
            Loop.OPEN,
            LoadCertificate.RATE,
            run -> {
              run.planned = run.answered = 50;
              run.answeredInTime = 48;
              // 5 a second × 0.22 s are 1.1 on average.
              run.medianNanos = List.of(2.2e8, 2.2e8, 2.2e8, 2.2e8);
            }),
        fails(
            "saturated: requests waited for connections",
            Loop.OPEN,
            LoadCertificate.RATE,
            "812/s of 1,000/s planned; saturated",
            run -> {
              run.answeredInTime = 8_120;
              run.lagP99Nanos = 1_900_000_000;
            }),
        fails(
            "saturated: the backlog grew",
            Loop.OPEN,
            LoadCertificate.RATE,
            "saturated",
            run -> {
              run.answeredInTime = 8_120;
              // Scattered enough to be steady, which is another check.
              run.medianNanos = List.of(1e7, 9e7, 1e7, 9e7);
            }),
        fails(
            "a client that was late",
            Loop.OPEN,
            LoadCertificate.SCHEDULE,
            "p99 of lateness 2,000 µs",
            run -> run.latenessP99Nanos = 2_000_000),
        passes(
            "late by little of much",
            Loop.OPEN,
            LoadCertificate.SCHEDULE,
            run -> run.latenessP99Nanos = 900_000),
        passes(
            "late by little, of little",
            Loop.OPEN,
            LoadCertificate.SCHEDULE,
            run -> {
              run.latenessP99Nanos = 90_000;
              run.responseP99Nanos = 120_000;
            }),
        fails(
            "a client without rest",
            Loop.OPEN,
            LoadCertificate.CLIENT,
            "busy for 95 %",
            run -> run.busyShare = 0.95),
        open(
            "a busy client in a closed loop",
            Loop.CLOSED,
            LoadCertificate.CLIENT,
            "busy for 99 %",
            run -> run.busyShare = 0.99),
        fails(
            "others computed",
            Loop.CLOSED,
            LoadCertificate.QUIET,
            "others 6.0 %",
            run -> run.machine = new Machine(0.06, 0, "")),
        fails(
            "a neighbour stole",
            Loop.OPEN,
            LoadCertificate.QUIET,
            "stolen 7.0 %",
            run -> run.machine = new Machine(0.0, 0.07, "")),
        open(
            "a system that does not tell",
            Loop.SALVO,
            LoadCertificate.QUIET,
            "does not tell",
            run -> run.machine = new Machine(null, 0, "it does not tell")),
        fails(
            "it became slower",
            Loop.CLOSED,
            LoadCertificate.STEADY,
            "0.80 [0.80, 0.80]",
            run -> run.throughputs = List.of(1000.0, 1000.5, 999.5, 800.0, 800.5, 799.5)),
        fails(
            "users waited longer and longer",
            Loop.OPEN,
            LoadCertificate.STEADY,
            "median response time",
            run -> run.medianNanos = List.of(1e7, 1.01e7, 0.99e7, 2e7, 2.01e7, 1.99e7)),
        passes(
            "a per cent is nothing, however certain",
            Loop.CLOSED,
            LoadCertificate.STEADY,
            run -> run.throughputs = List.of(1000.0, 1000.0, 1000.0, 1010.0, 1010.0, 1010.0)),
        open(
            "a server that stood still for a second is not one that changed",
            Loop.OPEN,
            LoadCertificate.STEADY,
            "differ too much to tell",
            run -> run.medianNanos = List.of(1e5, 1e5, 1e5, 4e8, 1e5, 1e5, 1e5, 1e5)),
        open(
            "nor for a second of the second half",
            Loop.OPEN,
            LoadCertificate.STEADY,
            "differ too much to tell",
            run -> run.medianNanos = List.of(1e5, 1e5, 1e5, 1e5, 1e5, 4e8, 1e5, 1e5)),
        fails(
            "it grew and grew, so fast that no mean tells",
            Loop.OPEN,
            LoadCertificate.STEADY,
            "a trend",
            run -> run.medianNanos = List.of(1e3, 2e3, 4e3, 8e3, 16e3, 32e3, 64e3, 128e3)),
        open(
            "three seconds",
            Loop.CLOSED,
            LoadCertificate.STEADY,
            "4 whole seconds",
            run -> run.throughputs = List.of(1.0, 2.0, 3.0)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aCheckTellsWhatItIsForAndNothingElseFails(Row row) {
    var run = new Run(row.loop);
    row.spoil.accept(run);
    Certificate certificate = LoadCertificate.of(run.figures());
    Check check =
        certificate.checks().stream()
            .filter(each -> each.name().equals(row.check))
            .findFirst()
            .orElseThrow();
    assertEquals(row.verdict, check.verdict(), certificate.toString());
    assertTrue((check.figure() + "; " + check.reason()).contains(row.said), check.toString());
    assertEquals(row.verdict != Verdict.FAILED, certificate.isValid(), certificate.toString());
    assertEquals(row.verdict == Verdict.FAILED ? List.of(check) : List.of(), certificate.failed());
  }

  @Test
  void everythingThatAppliesIsJudgedInASoundRun() {
    for (Loop loop : Loop.values()) {
      Certificate certificate = LoadCertificate.of(new Run(loop).figures());
      List<String> open =
          certificate.checks().stream()
              .filter(check -> check.verdict() != Verdict.PASSED)
              .map(Check::name)
              .toList();
      assertEquals(loop == Loop.CLOSED ? List.of(LoadCertificate.CLIENT) : List.of(), open);
    }
  }

  @Test
  void aCheckThatHasNoMeaningIsNotThere() {
    assertFalse(names(Loop.OPEN).contains(LoadCertificate.LITTLE));
    assertFalse(names(Loop.CLOSED).contains(LoadCertificate.RATE));
    assertFalse(names(Loop.SALVO).contains(LoadCertificate.STEADY));
  }

  private static List<String> names(Loop loop) {
    return LoadCertificate.of(new Run(loop).figures()).checks().stream().map(Check::name).toList();
  }

  /** A tick of the system's clock is 10 ms, and the load needs a while to begin and to end. */
  @Test
  void lessThanASecondIsTooShortToJudge() {
    var run = new Run(Loop.CLOSED);
    run.seconds = 0.9;
    run.machine = new Machine(0.5, 0, "");
    Certificate certificate = LoadCertificate.of(run.figures());
    assertEquals(List.of(), certificate.failed());
  }

  /** 812 of 1,000 a second were answered, the median grew, and the last ones were given up. */
  private static Run saturated() {
    var run = new Run(Loop.OPEN);
    run.answered = 9_000;
    run.answeredInTime = 8_120;
    run.answeredInAll = 9_500;
    run.failed = 600;
    run.failedLate = 600;
    run.inFlight = 400;
    run.lagP99Nanos = 1_900_000_000;
    run.medianNanos = List.of(1e7, 2e8, 4e8, 6e8, 8e8, 1e9);
    return run;
  }

  @Test
  void whateverSaturationBringsWithItFailsForThatReasonAlone() {
    LoadFigures figures = saturated().figures();
    List<Check> failed = LoadCertificate.of(figures).failed();
    assertTrue(Saturation.of(figures));
    assertEquals(
        List.of(LoadCertificate.RIGHT, LoadCertificate.RATE, LoadCertificate.STEADY),
        failed.stream().map(Check::name).toList());
    failed.forEach(check -> assertEquals(Saturation.REASON, check.reason()));
  }

  @Test
  void noSaturationExcusesAWrongAnswerOrALateClient() {
    Run run = saturated();
    run.failedLate--;
    run.busyShare = 0.95;
    run.machine = new Machine(0.2, 0, "");
    assertEquals(
        List.of(LoadCertificate.RIGHT, LoadCertificate.CLIENT, LoadCertificate.QUIET),
        LoadCertificate.of(run.figures()).failed().stream()
            .filter(check -> check.reason().isEmpty())
            .map(Check::name)
            .toList());
  }

  @Test
  void aRateThatWasNotKeptWithoutABacklogIsNoSaturation() {
    var run = new Run(Loop.OPEN);
    run.answeredInTime = 9_500;
    assertFalse(Saturation.of(run.figures()));
    assertFalse(Saturation.of(new Run(Loop.OPEN).figures()));
  }

  @Test
  void withoutAWholeSecondAMissingAnswerMayBeUnderWay() {
    var run = new Run(Loop.OPEN);
    run.seconds = 0.9;
    run.planned = run.answered = 45;
    run.answeredInTime = 44;
    run.medianNanos = List.of();
    assertEquals(Verdict.NOT_JUDGED, verdict(run, LoadCertificate.RATE));
    run.lagP99Nanos = 300_000_000;
    assertEquals(Verdict.FAILED, verdict(run, LoadCertificate.RATE), "they waited to be sent");
  }

  private static Verdict verdict(Run run, String name) {
    return LoadCertificate.of(run.figures()).checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  @Test
  void anObjectiveBeyondTheP99AsksForTheClientsLatenessThere() {
    LoadFigures sound = new Run(Loop.OPEN).figures();
    Certificate late = LoadCertificate.ofBroken(sound, "p99.9", 9_000_000, 11_000_000);
    assertEquals(List.of(LoadCertificate.TAIL), late.failed().stream().map(Check::name).toList());
    assertTrue(late.failed().getFirst().figure().startsWith("p99.9 of lateness 9,000 µs"));
    assertTrue(LoadCertificate.ofBroken(sound, "p99.9", 90_000, 11_000_000).isValid());
    assertTrue(LoadCertificate.ofBroken(sound, "p99.9", 9_000_000, 900_000_000).isValid());
  }
}
