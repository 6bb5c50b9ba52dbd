package dev.pruefstand.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.trial.Certificate;
import dev.pruefstand.trial.Check;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fault a failed check is, and when. */
@Timeout(30)
class DoubtsTest {
  private static Certificate failing(String name) {
    return new Certificate(
        List.of(
            Check.of("something else", true, "", ""),
            Check.of(name, false, "", ""),
            Check.notJudged("a third", "", "", "nobody knows")));
  }

  @ParameterizedTest
  @ValueSource(strings = {LoadCertificate.RIGHT, LoadCertificate.RATE, LoadCertificate.STEADY})
  void aSaturatedServerFailsTheseItselfAndIsBelievedToBreakTheObjective(String check) {
    assertEquals(List.of(), Doubts.of(failing(check), false));
    assertEquals(List.of(check), Doubts.of(failing(check), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LoadCertificate.COMPLETE,
        LoadCertificate.COUNTED,
        LoadCertificate.SCHEDULE,
        LoadCertificate.TAIL,
        LoadCertificate.CLIENT,
        LoadCertificate.QUIET
      })
  void clientAndMachineAreDoubtedWhateverTheRunSays(String check) {
    assertEquals(List.of(check), Doubts.of(failing(check), false));
    assertEquals(List.of(check), Doubts.of(failing(check), true));
  }

  @Test
  void whatHoldsOrCannotBeJudgedRaisesNoDoubt() {
    var sound =
        new Certificate(
            List.of(
                Check.of(LoadCertificate.QUIET, true, "", ""),
                Check.notJudged(LoadCertificate.CLIENT, "", "", "nobody knows")));
    assertEquals(List.of(), Doubts.of(sound, true));
    assertEquals(List.of(), Doubts.of(sound, false));
  }
}
