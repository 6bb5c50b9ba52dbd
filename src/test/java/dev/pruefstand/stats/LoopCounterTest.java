package dev.pruefstand.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopCounterTest {
  private final LoopCounter counter = new LoopCounter();

  @Test
  void aLoopThatHasDoneNothingHasAllKindsOfCallsAtZero() {
    LoopCounts counts = counter.snapshot();
    assertEquals(Set.of(SystemCall.values()), counts.systemCalls().keySet());
    assertEquals(Set.of(0L), Set.copyOf(counts.systemCalls().values()));
    assertEquals(0, counts.eventsPerWakeUp());
  }

  @Test
  void callsAreCountedByKindAndEventsByWakeUp() {
    counter.wokeUp(3);
    counter.wokeUp(2);
    counter.called(SystemCall.WAIT, 2);
    counter.called(SystemCall.SEND, 1);
    counter.called(SystemCall.SEND, 4);
    LoopCounts counts = counter.snapshot();
    assertEquals(2, counts.wakeUps());
    assertEquals(5, counts.events());
    assertEquals(2.5, counts.eventsPerWakeUp());
    assertEquals(2, counts.systemCalls().get(SystemCall.WAIT));
    assertEquals(5, counts.systemCalls().get(SystemCall.SEND));
    assertEquals(0, counts.systemCalls().get(SystemCall.CLOSE));
  }

  @Test
  void aSnapshotStaysAsItIs() {
    LoopCounts before = counter.snapshot();
    counter.called(SystemCall.SEND, 1);
    assertEquals(0, before.systemCalls().get(SystemCall.SEND));
  }

  @Test
  void anotherThreadSeesTheCountsGrow() throws InterruptedException {
    Thread loop = Thread.ofPlatform().start(() -> counter.wokeUp(1));
    loop.join();
    assertEquals(1, counter.snapshot().wakeUps());
  }
}
