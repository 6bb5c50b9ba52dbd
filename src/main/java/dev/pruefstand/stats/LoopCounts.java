package dev.pruefstand.stats;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a loop has done since it began.
 *
 * @param wakeUps how often it has come back from waiting
 * @param events what was reported to it then: ready descriptors, or completions
 * @param systemCalls how many it has made of each kind; all kinds are there
 */
public record LoopCounts(long wakeUps, long events, Map<SystemCall, Long> systemCalls) {
  /** Keeps the counts, whatever becomes of the map. */
  public LoopCounts {
    systemCalls = Map.copyOf(systemCalls);
  }

  /** What two loops have done together. */
  public LoopCounts plus(LoopCounts other) {
    Map<SystemCall, Long> calls = new EnumMap<>(SystemCall.class);
    calls.putAll(systemCalls);
    other.systemCalls.forEach((call, count) -> calls.merge(call, count, Long::sum));
    return new LoopCounts(wakeUps + other.wakeUps, events + other.events, calls);
  }

  /** How many events a wake-up brings on average; 0 before the first. */
  public double eventsPerWakeUp() {
    return wakeUps == 0 ? 0 : (double) events / wakeUps;
  }
}
