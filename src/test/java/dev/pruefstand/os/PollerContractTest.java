package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@link Poller} promises, of every poller there is. A thread of its own, because a wait for
 * ever in the kernel cannot be interrupted.
 */
@ParameterizedClass
@EnumSource
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PollerContractTest {
  private static final int BOTH = Poller.READ | Poller.WRITE;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long FOR_EVER = -1;
  private static final Poller.Ready NOTHING =
      (descriptor, marks) -> fail("expected nothing, found " + marks + " of " + descriptor);

  @Parameter TestPlatform platform;

  private interface Body {
    void run(Poller poller, Loopback loopback);
  }

  private void with(Body body) {
    Platform here = platform.orSkip();
    try (var loopback = new Loopback(here.abi());
        Poller poller = here.pollers().get()) {
      body.run(poller, loopback);
    }
  }

  /** Polls until the marks are reported of the descriptor, and returns what came with them. */
  private static int await(Poller poller, int descriptor, int marks) {
    int[] seen = new int[1];
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      poller.poll(
          PATIENCE_NANOS,
          (ready, found) -> {
            assertEquals(descriptor, ready);
            seen[0] = found;
          });
      if ((seen[0] & marks) == marks) {
        return seen[0];
      }
    }
    return fail("expected marks " + marks + " of " + descriptor + ", found " + seen[0]);
  }

  @Test
  void aDescriptorIsReportedOnceThePeerHasWrittenAndNotBefore() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), Poller.READ);
          assertEquals(0, poller.poll(0, NOTHING));
          loopback.sendByte(pair.client());
          assertEquals(Poller.READ, await(poller, pair.server(), Poller.READ));
        });
  }

  @Test
  void aConnectionMakesTheListenerReadable() {
    with(
        (poller, loopback) -> {
          poller.add(loopback.listener(), Poller.READ);
          assertEquals(0, poller.poll(0, NOTHING));
          loopback.connect();
          assertEquals(Poller.READ, await(poller, loopback.listener(), Poller.READ));
        });
  }

  @Test
  void whatIsReadyIsReportedAgainUntilItIsRead() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), Poller.READ);
          loopback.sendByte(pair.client());
          for (int i = 0; i < 3; i++) {
            assertEquals(Poller.READ, await(poller, pair.server(), Poller.READ));
          }
          assertEquals(1, loopback.receive(pair.server()));
          assertEquals(0, poller.poll(0, NOTHING));
        });
  }

  @Test
  void aSocketWithRoomIsWritable() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.client(), Poller.WRITE);
          assertEquals(Poller.WRITE, await(poller, pair.client(), Poller.WRITE));
        });
  }

  @Test
  void readableAndWritableAreOneCallback() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), Poller.READ);
          loopback.sendByte(pair.client());
          await(poller, pair.server(), Poller.READ);
          poller.change(pair.server(), BOTH);
          List<Integer> callbacks = new ArrayList<>();
          int reported = poller.poll(PATIENCE_NANOS, (descriptor, marks) -> callbacks.add(marks));
          assertEquals(List.of(BOTH), callbacks);
          assertEquals(1, reported);
        });
  }

  @Test
  void changeReplacesTheInterest() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), Poller.READ);
          loopback.sendByte(pair.client());
          await(poller, pair.server(), Poller.READ);
          for (int interest : new int[] {Poller.WRITE, Poller.READ, BOTH, Poller.READ, BOTH}) {
            poller.change(pair.server(), interest);
            assertEquals(interest, await(poller, pair.server(), interest));
          }
        });
  }

  @Test
  void withoutInterestNothingIsReported() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), Poller.READ);
          loopback.sendByte(pair.client());
          await(poller, pair.server(), Poller.READ);
          poller.change(pair.server(), 0);
          assertEquals(0, poller.poll(0, NOTHING));
          poller.change(pair.server(), Poller.READ);
          assertEquals(Poller.READ, await(poller, pair.server(), Poller.READ));
        });
  }

  @Test
  void aDescriptorThatIsWatchedForNothingIsNotReportedUntilItIsWatchedAgain() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), BOTH);
          loopback.sendByte(pair.client());
          await(poller, pair.server(), BOTH);
          poller.change(pair.server(), 0);
          assertEquals(0, poller.poll(0, NOTHING));
          poller.change(pair.server(), Poller.READ);
          assertEquals(Poller.READ, await(poller, pair.server(), Poller.READ));
        });
  }

  @Test
  void aCallbackMayCloseAndAdd() {
    with(
        (poller, loopback) -> {
          Loopback.Pair first = loopback.pair();
          Loopback.Pair second = loopback.pair();
          poller.add(first.server(), Poller.WRITE);
          poller.poll(
              PATIENCE_NANOS,
              (descriptor, marks) -> {
                loopback.close(descriptor);
                poller.add(second.server(), Poller.WRITE);
              });
          assertEquals(Poller.WRITE, await(poller, second.server(), Poller.WRITE));
        });
  }

  @Test
  void aNumberThatComesBackAfterACloseIsWatchedAfresh() {
    with(
        (poller, loopback) -> {
          for (int i = 0; i < 10; i++) {
            Loopback.Pair pair = loopback.pair();
            poller.add(pair.server(), BOTH);
            await(poller, pair.server(), Poller.WRITE);
            loopback.close(pair.server());
            loopback.close(pair.client());
            Loopback.Pair next = loopback.pair();
            poller.add(next.server(), Poller.READ);
            assertEquals(0, poller.poll(0, NOTHING));
            loopback.sendByte(next.client());
            assertEquals(Poller.READ, await(poller, next.server(), Poller.READ));
            loopback.close(next.server());
          }
        });
  }

  @Test
  void thePeersEndIsReadable() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), Poller.READ);
          loopback.sockets().shutdownOutput(pair.client());
          await(poller, pair.server(), Poller.READ);
          assertEquals(0, loopback.receive(pair.server()));
        });
  }

  @Test
  void aResetIsReadableAndWritableWhateverTheInterest() {
    for (int interest : new int[] {Poller.READ, Poller.WRITE, BOTH}) {
      with(
          (poller, loopback) -> {
            Loopback.Pair pair = loopback.pair();
            poller.add(pair.server(), interest);
            loopback.reset(pair);
            assertEquals(BOTH, await(poller, pair.server(), BOTH));
          });
    }
  }

  @Test
  void aPollWithoutTimeReturnsAtOnce() {
    with((poller, loopback) -> assertEquals(0, poller.poll(0, NOTHING)));
  }

  @Test
  void aPollDoesNotEndBeforeItsTime() {
    with(
        (poller, loopback) -> {
          // Less than epoll's millisecond, and more.
          for (long nanos : new long[] {900_000, 10_000_001}) {
            long begin = System.nanoTime();
            assertEquals(0, poller.poll(nanos, NOTHING));
            long passed = System.nanoTime() - begin;
            assertTrue(passed >= nanos, () -> "expected at least " + nanos + ", found " + passed);
          }
        });
  }

  @Test
  void aWakeUpEndsTheNextPollAndOnlyThat() {
    with(
        (poller, loopback) -> {
          poller.wakeUp();
          poller.wakeUp();
          assertEquals(0, poller.poll(FOR_EVER, NOTHING));
          long nanos = TimeUnit.MILLISECONDS.toNanos(5);
          long begin = System.nanoTime();
          assertEquals(0, poller.poll(nanos, NOTHING));
          assertTrue(System.nanoTime() - begin >= nanos);
        });
  }

  @Test
  void aWakeUpFromAnotherThreadEndsAPollForEver() {
    with(
        (poller, loopback) -> {
          int rounds = 1000;
          var polling = new Semaphore(0);
          CompletableFuture<Void> waking =
              CompletableFuture.runAsync(
                  () -> {
                    for (int i = 0; i < rounds; i++) {
                      polling.acquireUninterruptibly();
                      // Now sooner, now later: before the kernel waits, and while it does.
                      for (int spin = 0; spin < i % 100 * 20; spin++) {
                        Thread.onSpinWait();
                      }
                      poller.wakeUp();
                    }
                  });
          for (int i = 0; i < rounds; i++) {
            polling.release();
            assertEquals(0, poller.poll(FOR_EVER, NOTHING));
          }
          waking.join();
        });
  }

  @Test
  void aWakeUpAfterCloseDoesNothing() {
    Poller poller = platform.orSkip().pollers().get();
    poller.close();
    poller.wakeUp();
    CompletableFuture.runAsync(poller::wakeUp).join();
  }

  @Test
  void aWakeUpDoesNotHideWhatIsReady() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.client(), Poller.WRITE);
          poller.wakeUp();
          assertEquals(Poller.WRITE, await(poller, pair.client(), Poller.WRITE));
        });
  }

  @Test
  void moreDescriptorsThanABatchHoldsAreAllReported() {
    with(
        (poller, loopback) -> {
          Set<Integer> expected = new HashSet<>();
          for (int i = 0; i < 600; i++) {
            Loopback.Pair pair = loopback.pair();
            loopback.sendByte(pair.client());
            loopback.sendByte(pair.server());
            expected.add(pair.client());
            expected.add(pair.server());
          }
          expected.forEach(descriptor -> poller.add(descriptor, BOTH));
          int[] marks = new int[expected.stream().mapToInt(number -> number).max().orElse(0) + 1];
          for (int polls = 0; polls < 100; polls++) {
            Set<Integer> batch = new HashSet<>();
            int reported =
                poller.poll(
                    PATIENCE_NANOS,
                    (descriptor, found) -> {
                      assertTrue(batch.add(descriptor), "expected one callback, found two");
                      marks[descriptor] |= found;
                    });
            assertEquals(batch.size(), reported);
            if (expected.stream().allMatch(descriptor -> marks[descriptor] == BOTH)) {
              return;
            }
          }
          fail("expected each of " + expected.size() + " to be reported in 100 polls");
        });
  }

  @Test
  void aBadDescriptorIsAnErrorThatNamesTheCall() {
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          loopback.close(pair.server());
          for (int bad : new int[] {pair.server(), -1}) {
            var failure = assertThrows(OsException.class, () -> poller.add(bad, Poller.READ));
            assertEquals(9, failure.errno());
            String call = platform == TestPlatform.EPOLL ? "epoll_ctl(ADD)" : "kevent(EV_ADD)";
            assertTrue(failure.getMessage().startsWith(call + " failed: "), failure::getMessage);
          }
          assertEquals(0, poller.poll(0, NOTHING));
        });
  }

  @Test
  void closeLeavesNoDescriptorBehindAndClosesNoneOfOurs() {
    Platform here = platform.orSkip();
    try (var loopback = new Loopback(here.abi())) {
      Loopback.Pair pair = loopback.pair();
      long before = OpenDescriptors.pollers();
      for (int i = 0; i < 3; i++) {
        try (Poller poller = here.pollers().get()) {
          poller.add(pair.server(), BOTH);
          assertEquals(before + 3, OpenDescriptors.pollers());
        }
        assertEquals(before, OpenDescriptors.pollers());
      }
      loopback.sendByte(pair.client());
      assertEquals(1, loopback.receiveInTheEnd(pair.server(), 1));
    }
  }

  @Test
  void aPollAndAChangeAllocateNothingOnceCompiled() {
    assumeTrue(
        platform != TestPlatform.EMULATED_MACOS && platform != TestPlatform.EMULATED_FREEBSD,
        "the emulation in Java allocates on the polling thread");
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    with(
        (poller, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.client(), BOTH);
          poller.add(pair.server(), BOTH);
          int[] count = new int[1];
          Poller.Ready counting = (descriptor, marks) -> count[0]++;
          int polls = 5000;
          long allocated = Long.MAX_VALUE;
          // Calls that are not compiled yet allocate, and when they are is the JVM's business.
          long end = System.nanoTime() + PATIENCE_NANOS;
          while (allocated > polls && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < polls; i++) {
              poller.poll(0, counting);
              poller.change(pair.client(), (i & 1) == 0 ? Poller.READ : BOTH);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
          }
          long bytes = allocated;
          assertTrue(bytes <= polls, () -> "expected nothing, found bytes: " + bytes);
        });
  }

  @Test
  void thePollerIsCalledAfterItsFacility() {
    with(
        (poller, loopback) ->
            assertAll(
                () -> assertEquals(platform == TestPlatform.EPOLL, poller.name().equals("epoll")),
                () -> assertEquals(platform != TestPlatform.EPOLL, poller.name().equals("kqueue")),
                () -> assertFalse(poller.name().isEmpty())));
  }
}
