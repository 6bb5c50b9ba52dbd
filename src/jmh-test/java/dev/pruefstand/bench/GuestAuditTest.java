package dev.pruefstand.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.bench.fairness.Audit;
import dev.pruefstand.bench.fairness.Check;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.trial.Deviation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class GuestAuditTest {
  private static Audit audit(Map<Check, List<String>> findings) {
    return new Audit("guest", Map.of("/a", 100), findings);
  }

  @Test
  void whoDoesLessIsMeasuredAndItIsSaid() {
    GuestAudit audit = GuestAudit.of(audit(Map.of(Check.KEEP_ALIVE, List.of("found its end"))));
    assertEquals(
        List.of(
            new Deviation(
                "guest", "keep alive", Check.KEEP_ALIVE.demand(), List.of("found its end"))),
        audit.deviations());
    assertEquals(Optional.empty(), audit.failure());
  }

  @ParameterizedTest
  @EnumSource(
      value = Check.class,
      names = {"STATUS", "BODY"})
  void whoAnswersWronglyIsNotMeasured(Check wrong) {
    GuestAudit audit = GuestAudit.of(audit(Map.of(wrong, List.of("/a: wrong", "/b: wrong"))));
    assertEquals(
        Optional.of("guest is not measured, because its answers are wrong (/a: wrong)"),
        audit.failure());
  }

  /** The JDK's file server sends no ETag, among other things, and is a good server for all that. */
  @Test
  void aServerIsStartedAskedAndStopped() {
    GuestAudit audit = GuestAudit.of(Entrant.of("jdk-file-server"), Path.of("www"), List.of());
    assertEquals(Optional.empty(), audit.failure());
    assertTrue(
        audit.deviations().stream().anyMatch(each -> each.check().equals("validators")),
        audit.deviations().toString());
  }

  @Test
  void whoDoesNotStartIsNotMeasured() {
    GuestAudit audit =
        GuestAudit.of(Entrant.of("exec:gone=true {port}"), Path.of("www"), List.of());
    assertTrue(
        audit.failure().orElseThrow().startsWith("gone is not measured: "),
        audit.failure().toString());
  }
}
