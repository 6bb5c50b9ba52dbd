package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.pruefstand.conversation.Answer.Persistence;
import dev.pruefstand.stats.ServerStats;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often the statistics are told anew. */
@Timeout(60)
class StatsAnswersTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5 * MILLI);
  private final ServerStats stats = new ServerStats(List.of());

  /** Making one takes a millisecond: the clock is read once before and once after it. */
  private final StatsAnswers answers = new StatsAnswers(stats, () -> clock.getAndAdd(MILLI));

  private Answer tell(StatsForm form) {
    return answers.answer(form, Persistence.IMPLICIT);
  }

  private Answer tell() {
    return tell(StatsForm.JSON);
  }

  /** How many of so many answers were made anew. */
  private int fresh(int asked) {
    int fresh = 0;
    Answer before = null;
    for (int i = 0; i < asked; i++) {
      Answer now = tell();
      fresh += now == before ? 0 : 1;
      before = now;
    }
    return fresh;
  }

  @Test
  void whoeverAsksNowAndThenGetsThemAnew() {
    Answer before = tell();
    for (int i = 0; i < 1_000; i++) {
      clock.addAndGet(9 * MILLI);
      Answer now = tell();
      assertNotSame(before, now);
      before = now;
    }
  }

  @Test
  void aFloodGetsTheLastOneAgain() {
    // Each is charged 10 ms of the burst's 500, of which the 2 that it takes come back.
    assertEquals(500 / 8, fresh(60), 3);
    assertEquals(200 / 10, fresh(200), 8);
  }

  @Test
  void inAFloodTheyAreMadeAnewForATenthOfTheTime() {
    fresh(100);
    long before = clock.get();
    int fresh = fresh(1_000);
    assertEquals(0.1, (double) fresh * MILLI / (clock.get() - before), 0.02);
  }

  @Test
  void aFloodOfOneFormLeavesNoOtherOlderThanASecond() {
    Answer before = tell(StatsForm.METRICS);
    for (int i = 0; i < 1_000; i++) {
      tell(StatsForm.JSON);
    }
    assertNotSame(before, tell(StatsForm.METRICS));
  }

  @Test
  void everyFormIsItsOwnAndAllAreCounted() {
    fresh(100);
    assertNotSame(tell(StatsForm.PAGE), tell(StatsForm.JSON));
    answers.notModified(Persistence.CLOSE);
    assertEquals(103, stats.snapshot().statsRequests());
  }
}
