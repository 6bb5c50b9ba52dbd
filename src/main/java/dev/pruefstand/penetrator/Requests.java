package dev.pruefstand.penetrator;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a worker sends, ready as bytes, in which proportion, and what it expects back. */
final class Requests {
  /** Any will do, as long as it is the same in every run. */
  private static final long SEED = 42;

  private final MemorySegment[] bytes;
  private final boolean[] heads;
  private final FirstAnswers first;

  /** Of {@link #first}, what this worker has seen. */
  private final @Nullable Expectation[] expectations;

  private final double[] upTo;
  private final SplittableRandom random;

  Requests(LoadPlan plan, int worker, FirstAnswers first, Arena arena) {
    this.first = first;
    int count = plan.asks().size();
    bytes = new MemorySegment[count];
    heads = new boolean[count];
    expectations = new Expectation[count];
    upTo = new double[count];
    random = new SplittableRandom(SEED + worker);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      Ask ask = plan.asks().get(i);
      byte[] text = ask.bytes(plan.keepAlive());
      bytes[i] = arena.allocate(text.length);
      MemorySegment.copy(text, 0, bytes[i], ValueLayout.JAVA_BYTE, 0, text.length);
      heads[i] = ask.isHead();
      sum += ask.weight();
      upTo[i] = sum;
    }
  }

  /** The number of the next one. */
  int choose() {
    if (upTo.length == 1) {
      return 0;
    }
    double at = random.nextDouble() * upTo[upTo.length - 1];
    int choice = 0;
    while (choice < upTo.length - 1 && upTo[choice] <= at) {
      choice++;
    }
    return choice;
  }

  MemorySegment bytes(int ask) {
    return bytes[ask];
  }

  boolean isHead(int ask) {
    return heads[ask];
  }

  /** Null if the answer is right; the first one of its kind is, unless it is an error. */
  @Nullable Failure check(int ask, Exchange answer) {
    Expectation expected = expectations[ask];
    if (expected == null) {
      expected = first.expected(ask);
    }
    if (expected == null) {
      Failure wrong = answer.compare(null);
      if (wrong != null) {
        return wrong;
      }
      expected = first.found(ask, answer.found());
    }
    expectations[ask] = expected;
    return answer.compare(expected);
  }
}
