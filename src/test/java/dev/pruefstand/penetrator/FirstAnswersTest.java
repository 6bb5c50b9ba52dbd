package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What answers are held against when nobody says what to expect. */
@Timeout(30)
class FirstAnswersTest {
  private static final Expectation ONE = new Expectation(200, 3, 1);
  private static final Expectation OTHER = new Expectation(200, 3, 2);

  private static FirstAnswers first(@Nullable Expectation expected) {
    var ask = Ask.get(ScriptedRun.TARGET, expected);
    return new FirstAnswers(
        ScriptedRun.plan(new ClosedLoop(2, 1), Duration.ofSeconds(1), List.of(ask)));
  }

  /** Or a server that tells every connection something else would pass, one worker each. */
  @Test
  void theFirstOneIsTheFirstForAllWorkers() {
    FirstAnswers first = first(null);
    assertNull(first.expected(0));
    assertEquals(ONE, first.found(0, ONE));
    assertEquals(ONE, first.found(0, OTHER));
    assertEquals(ONE, first.expected(0));
  }

  @Test
  void whatIsExpectedIsNotReplaced() {
    assertEquals(OTHER, first(OTHER).expected(0));
  }
}
