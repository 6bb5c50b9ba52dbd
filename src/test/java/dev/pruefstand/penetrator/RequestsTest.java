package dev.pruefstand.penetrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.Allocation;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is sent, in which proportion. */
@Timeout(30)
class RequestsTest {
  private static Requests requests(int worker, double... weights) {
    List<Ask> asks =
        Arrays.stream(weights)
            .mapToObj(weight -> new Ask(ScriptedRun.TARGET, weight, "GET", List.of(), null))
            .toList();
    var plan = ScriptedRun.plan(new ClosedLoop(1, 1), Duration.ofSeconds(1), asks);
    return new Requests(plan, worker, new FirstAnswers(plan), Arena.ofAuto());
  }

  private static int[] choose(Requests requests, int count) {
    return IntStream.range(0, count).map(i -> requests.choose()).toArray();
  }

  @Test
  void eachIsChosenAccordingToItsWeight() {
    int count = 100_000;
    int[] chosen = choose(requests(0, 3, 1, 0.5, 5.5), count);
    double[] shares = {0.3, 0.1, 0.05, 0.55};
    for (int i = 0; i < shares.length; i++) {
      int ask = i;
      long found = Arrays.stream(chosen).filter(each -> each == ask).count();
      // Five times the deviation of a binomial distribution.
      assertEquals(count * shares[i], found, 5 * Math.sqrt(count * shares[i] * (1 - shares[i])));
    }
  }

  @Test
  void theChoiceIsTheSameInEveryRunAndAnotherOneForEachWorker() {
    List<int[]> all =
        Stream.of(0, 0, 1).map(worker -> choose(requests(worker, 1, 1), 200)).toList();
    assertTrue(Arrays.equals(all.get(0), all.get(1)));
    assertFalse(Arrays.equals(all.get(0), all.get(2)));
  }

  @Test
  void theOnlyOneIsAlwaysChosen() {
    assertEquals(0, Arrays.stream(choose(requests(0, 7), 100)).max().orElseThrow());
  }

  @Test
  void choosingAllocatesNothing() {
    Requests requests = requests(0, 1, 2, 3);
    int[] sum = new int[1];
    Allocation.assertNone(() -> sum[0] += requests.choose());
    assertTrue(sum[0] > 0);
  }
}
