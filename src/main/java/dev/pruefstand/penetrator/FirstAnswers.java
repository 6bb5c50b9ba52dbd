package dev.pruefstand.penetrator;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The first right answer to each kind of request that expects none in particular: what all the
 * others are held against, whichever worker got it. Thread-safe.
 */
final class FirstAnswers {
  private final AtomicReferenceArray<@Nullable Expectation> byAsk;

  FirstAnswers(LoadPlan plan) {
    byAsk = new AtomicReferenceArray<>(plan.asks().size());
    for (int i = 0; i < plan.asks().size(); i++) {
      byAsk.setPlain(i, plan.asks().get(i).expectation());
    }
  }

  /** What is expected by now; null as long as nothing is. */
  @Nullable Expectation expected(int ask) {
    return byAsk.get(ask);
  }

  /** An answer came; returns the one that was the first. */
  Expectation found(int ask, Expectation answer) {
    Expectation first = byAsk.compareAndExchange(ask, null, answer);
    return first == null ? answer : first;
  }
}
