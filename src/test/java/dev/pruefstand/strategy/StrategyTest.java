package dev.pruefstand.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.Platform;
import dev.pruefstand.server.TestSite;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(10)
class StrategyTest {
  @Test
  void noTwoStrategiesShareALabelOrADescription() {
    List<String> labels = Arrays.stream(Strategy.values()).map(Strategy::label).toList();
    assertEquals(labels.size(), new HashSet<>(labels).size(), labels.toString());
    List<String> descriptions =
        Arrays.stream(Strategy.values()).map(Strategy::description).toList();
    assertEquals(descriptions.size(), new HashSet<>(descriptions).size(), descriptions.toString());
  }

  @ParameterizedTest
  @EnumSource
  void aStrategyIsFoundByItsLabel(Strategy strategy) {
    assertEquals(Optional.of(strategy), Strategy.of(strategy.label()));
  }

  @ParameterizedTest
  @EnumSource
  void aLabelIsWhatOneTypesOnACommandLine(Strategy strategy) {
    assertTrue(strategy.label().matches("[a-z]+(-[a-z]+)*"), strategy.label());
  }

  @ParameterizedTest
  @EnumSource
  void aStrategyThatIsNotAvailableSaysWhy(Strategy strategy) {
    assertFalse(strategy.unavailability().map(String::isBlank).orElse(false));
  }

  @Test
  void anotherLabelFindsNothing() {
    assertEquals(Optional.empty(), Strategy.of("POOL"));
    assertEquals(Optional.empty(), Strategy.of(""));
  }

  @Test
  void onlyThePoolAndTheEventLoopHaveANumberOfThreadsToChoose() {
    assertEquals(
        List.of(Strategy.POOL, Strategy.EVENT_LOOP),
        Arrays.stream(Strategy.values()).filter(each -> each.threads().canBeChosen()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      textBlock =
          """
          strategy,           chosen, started, name
          POOL,               0,      8,       pool (8)
          POOL,               1,      1,       pool (1)
          POOL,               4,      4,       pool (4)
          EVENT_LOOP,         0,      1,       event-loop
          EVENT_LOOP,         1,      1,       event-loop
          EVENT_LOOP,         4,      4,       event-loop (4)
          SELECTOR,           0,      1,       selector
          THREAD_PER_REQUEST, 4,      4,       thread-per-request
          """)
  void aContenderIsNamedWithTheThreadsThatMakeItAnother(
      Strategy strategy, int chosen, int started, String name) {
    assertEquals(started, strategy.threads().orUsual(chosen));
    assertEquals(name, strategy.label(chosen));
  }

  @Test
  void onlyTheSingleThreadServesOneAtATime() {
    assertEquals(
        List.of(Strategy.SINGLE),
        Arrays.stream(Strategy.values()).filter(each -> !each.servesSeveralAtOnce()).toList());
  }

  @Test
  void threadsAreAvailableEverywhere() {
    assertEquals(Optional.empty(), Strategy.POOL.unavailability());
    assertEquals(Optional.empty(), Strategy.THREAD_PER_REQUEST.unavailability());
    assertEquals(Optional.empty(), Strategy.SELECTOR.unavailability());
    assertEquals(Optional.empty(), Strategy.THREAD_PER_CONNECTION.unavailability());
    assertEquals(Optional.empty(), Strategy.VIRTUAL_THREADS.unavailability());
    assertEquals(Optional.empty(), Strategy.SINGLE.unavailability());
  }

  @Test
  void theEventLoopIsAvailableWhereThereIsAPoller() {
    assertEquals(
        NativePlatform.current().isPresent(), Strategy.EVENT_LOOP.unavailability().isEmpty());
  }

  @Test
  void ioUringIsLinuxOnlyAndTheReasonNamesThisSystem() {
    String here = System.getProperty("os.name");
    try {
      System.setProperty("os.name", "FreeBSD");
      assertEquals(
          Optional.of("needs io_uring (Linux 6.1), this is FreeBSD"),
          Strategy.IO_URING.unavailability());
      var failure =
          assertThrows(
              IllegalStateException.class,
              () -> Strategy.IO_URING.start(TestSite.config()).close());
      assertEquals("needs io_uring (Linux 6.1), this is FreeBSD", failure.getMessage());
    } finally {
      System.setProperty("os.name", here);
    }
  }

  @Test
  void eachSystemHasItsOwnNumbers() {
    assertEquals(Optional.of("Linux"), system("Linux"));
    assertEquals(Optional.of("macOS"), system("Mac OS X"));
    assertEquals(Optional.of("FreeBSD"), system("FreeBSD"));
  }

  @Test
  void otherSystemsHaveNoPoller() {
    assertEquals(Optional.empty(), system("Windows 11"));
    assertEquals(Optional.empty(), system("linux"));
    assertEquals(Optional.empty(), system(""));
  }

  private static Optional<String> system(String os) {
    return NativePlatform.of(os).map(Platform::abi).map(abi -> abi.system());
  }

  @Test
  void theReasonNamesThisSystemAndThoseThatWork() {
    String here = System.getProperty("os.name");
    try {
      System.setProperty("os.name", "Windows 11");
      assertEquals(
          Optional.of("needs epoll or kqueue (Linux, macOS, FreeBSD), this is Windows 11"),
          Strategy.EVENT_LOOP.unavailability());
    } finally {
      System.setProperty("os.name", here);
    }
    assertEquals(here, System.getProperty("os.name"));
  }
}
