package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

/** Nobody is missing: what was planned was answered, has failed, or is still in flight. */
final class Books {
  private Books() {}

  static void assertBalanced(Tally tally, long inFlight) {
    assertEquals(
        tally.requests(),
        tally.responses() + tally.failed() + inFlight,
        () -> "expected answered, failed " + tally.failures() + " and in flight to add up");
    long ended = tally.responses() + tally.failed();
    assertEquals(ended, tally.responseNanos().getTotalCount());
    assertEquals(ended - unwritten(tally), tally.serviceNanos().getTotalCount());
    assertEquals(tally.responses(), tally.firstByteNanos().getTotalCount());
  }

  /** Of a penetrator that has counted from its beginning, against what its network has seen. */
  static void assertBalanced(ScriptedNetwork network, Penetrator penetrator) {
    Tally tally = penetrator.tally();
    assertBalanced(tally, penetrator.inFlight());
    assertEquals(network.requests.size(), penetrator.written());
    assertEquals(penetrator.written(), tally.requests() - unwritten(tally));
    assertEquals(penetrator.answered(), tally.responses());
  }

  static void assertBalanced(LoadResult result) {
    assertBalanced(result.total(), result.inFlight());
    assertEquals(
        result.total().requests(), result.seconds().stream().mapToLong(Second::requests).sum());
    assertEquals(
        result.total().responses(), result.seconds().stream().mapToLong(Second::responses).sum());
    assertEquals(
        result.total().failed(), result.seconds().stream().mapToLong(Second::failed).sum());
    assertEquals(result.total().bytes(), result.seconds().stream().mapToLong(Second::bytes).sum());
  }

  private static long unwritten(Tally tally) {
    Map<Failure, Long> failures = tally.failures();
    return failures.getOrDefault(Failure.CONNECT, 0L) + failures.getOrDefault(Failure.UNSENT, 0L);
  }
}
