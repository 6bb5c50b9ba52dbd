package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.trial.Absentee;
import dev.pruefstand.trial.Campaign;
import dev.pruefstand.trial.Deviation;
import dev.pruefstand.trial.SampleTrials;
import dev.pruefstand.trial.Trial;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RemarksTest {
  private static Campaign campaign(List<Absentee> absentees, List<Deviation> deviations) {
    Trial pool = SampleTrials.trial(1, SampleTrials.histogram(1), "histograms/one.hlog");
    return new Campaign(
        "sample",
        SampleTrials.environment(),
        List.of(pool),
        List.of(),
        List.of(),
        List.of(),
        absentees,
        deviations);
  }

  @Test
  void whoIsMissingIsNamedAndWhoWasLeftOutHereAndThereIsNot() {
    Campaign campaign =
        campaign(
            List.of(
                new Absentee("nginx", "needs nginx"), new Absentee("pool", "serves one at a time")),
            List.of());
    assertEquals(List.of("nginx was not measured: needs nginx"), Remarks.inFull(campaign));
    assertEquals("Not measured: nginx", Remarks.inBrief(campaign));
  }

  @Test
  void whoDidOtherWorkIsNamedWithWhatIsDifferent() {
    Campaign campaign =
        campaign(
            List.of(new Absentee("nginx", "needs nginx"), new Absentee("io-uring", "forbidden")),
            List.of(
                new Deviation("guest", "date", "a Date", List.of("none")),
                new Deviation("guest", "keep alive", "it stays", List.of("it ends"))));
    assertEquals(
        List.of(
            "nginx was not measured: needs nginx",
            "io-uring was not measured: forbidden",
            "guest answers otherwise than demanded: date, keep alive"),
        Remarks.inFull(campaign));
    assertEquals(
        "Not measured: nginx, io-uring. guest differs in date, keep alive",
        Remarks.inBrief(campaign));
  }

  @Test
  void belowAPictureThereIsRoomForAFewDifferences() {
    List<Deviation> four =
        Stream.of("date", "server", "host", "close")
            .map(check -> new Deviation("guest", check, "", List.of()))
            .toList();
    assertEquals(
        "guest differs in date, server, 2 more", Remarks.inBrief(campaign(List.of(), four)));
    assertEquals(
        "guest differs in date, server, host",
        Remarks.inBrief(campaign(List.of(), four.subList(0, 3))));
  }

  @Test
  void thereMayBeNothingToSay() {
    assertEquals(List.of(), Remarks.inFull(campaign(List.of(), List.of())));
    assertEquals("", Remarks.inBrief(campaign(List.of(), List.of())));
  }
}
