package dev.pruefstand.os.bsd;

import static dev.pruefstand.os.bsd.EmulatedKqueue.EINTR;
import static dev.pruefstand.os.bsd.Kqueue.EVFILT_READ;
import static dev.pruefstand.os.bsd.Kqueue.EVFILT_WRITE;
import static dev.pruefstand.os.bsd.Kqueue.EV_ADD;
import static dev.pruefstand.os.bsd.Kqueue.EV_DELETE;
import static dev.pruefstand.os.bsd.Kqueue.EV_EOF;
import static dev.pruefstand.os.bsd.Kqueue.EV_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.os.Loopback;
import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Poller;
import dev.pruefstand.os.bsd.EmulatedKqueue.Change;
import dev.pruefstand.os.bsd.EmulatedKqueue.Event;
import dev.pruefstand.os.linux.LinuxAbi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a kernel seldom does: faults, scripted into an <em>emulated</em> kqueue. */
@ParameterizedClass
@EnumSource
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KqueuePollerTest {
  private static final int BOTH = Poller.READ | Poller.WRITE;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int ENOENT = 2;
  private static final int EBADF = 9;
  private static final int ENOMEM = 12;
  private static final int EMFILE = 24;
  private static final int ETIMEDOUT = 110;

  @Parameter KeventLayout layout;

  private interface Body {
    void run(Poller poller, EmulatedKqueue kqueue, Loopback loopback);
  }

  private record Callback(int descriptor, int marks) {}

  private void with(Body body) {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"),
        "kqueue is emulated over epoll, and there is none outside Linux");
    var kqueue = new EmulatedKqueue(layout);
    try (var loopback = new Loopback(LinuxAbi.ABI);
        Poller poller = kqueue.poller()) {
      kqueue.takeChanges();
      body.run(poller, kqueue, loopback);
    }
  }

  private static List<Callback> poll(Poller poller) {
    return poll(poller, 0);
  }

  private static List<Callback> poll(Poller poller, long timeoutNanos) {
    List<Callback> callbacks = new ArrayList<>();
    int reported =
        poller.poll(
            timeoutNanos, (descriptor, marks) -> callbacks.add(new Callback(descriptor, marks)));
    assertEquals(callbacks.size(), reported);
    return callbacks;
  }

  @Test
  void aWaitThatIsInterruptedIsAnEarlyReturn() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          poller.add(descriptor, Poller.WRITE);
          kqueue.failNextWait(EINTR);
          assertEquals(List.of(), poll(poller));
          assertEquals(List.of(new Callback(descriptor, Poller.WRITE)), poll(poller));
        });
  }

  @Test
  void aWaitThatTimesOutWithAnErrorIsAnEarlyReturn() {
    with(
        (poller, kqueue, loopback) -> {
          kqueue.failNextWait(ETIMEDOUT);
          assertEquals(List.of(), poll(poller));
        });
  }

  @Test
  void anyOtherErrorOfAWaitIsThrown() {
    with(
        (poller, kqueue, loopback) -> {
          kqueue.failNextWait(EBADF);
          var failure = assertThrows(OsException.class, () -> poll(poller));
          assertEquals("kevent failed: Bad file descriptor (errno 9)", failure.getMessage());
        });
  }

  @Test
  void anErrorEntryIsReadableAndWritable() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          poller.add(descriptor, Poller.READ);
          kqueue.answerNextWait(new Event(descriptor, EVFILT_READ, EV_ERROR, EBADF));
          assertEquals(List.of(new Callback(descriptor, BOTH)), poll(poller));
        });
  }

  @Test
  void theEndOfFileIsReadableAndWritableOnEitherFilter() {
    with(
        (poller, kqueue, loopback) -> {
          int first = loopback.pair().client();
          int second = loopback.pair().client();
          poller.add(first, BOTH);
          poller.add(second, BOTH);
          kqueue.answerNextWait(
              new Event(first, EVFILT_READ, EV_EOF, 5), new Event(second, EVFILT_WRITE, EV_EOF, 0));
          assertEquals(
              List.of(new Callback(first, BOTH), new Callback(second, BOTH)), poll(poller));
        });
  }

  @Test
  void twoFiltersOfADescriptorAreOneCallbackAlsoWhenTheyAreApart() {
    with(
        (poller, kqueue, loopback) -> {
          int first = loopback.pair().client();
          int second = loopback.pair().client();
          poller.add(first, BOTH);
          poller.add(second, BOTH);
          kqueue.answerNextWait(
              new Event(second, EVFILT_WRITE, 0, 1),
              new Event(first, EVFILT_READ, 0, 1),
              new Event(second, EVFILT_READ, 0, 1),
              new Event(first, EVFILT_WRITE, 0, 1));
          assertEquals(
              List.of(new Callback(second, BOTH), new Callback(first, BOTH)), poll(poller));
          kqueue.answerNextWait(new Event(first, EVFILT_READ, 0, 1));
          assertEquals(List.of(new Callback(first, Poller.READ)), poll(poller));
        });
  }

  @Test
  void whatAPartialBatchLeavesOutIsReportedByTheNextPoll() {
    with(
        (poller, kqueue, loopback) -> {
          List<Callback> expected = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            int descriptor = loopback.pair().client();
            poller.add(descriptor, Poller.WRITE);
            expected.add(new Callback(descriptor, Poller.WRITE));
          }
          List<Callback> seen = new ArrayList<>();
          for (int i = 0; i < 3; i++) {
            kqueue.limitNextWait(1);
            List<Callback> batch = poll(poller);
            assertEquals(1, batch.size());
            seen.addAll(batch);
          }
          assertEquals(expected, seen);
        });
  }

  @Test
  void eventsOfDescriptorsThatWereNeverAddedAreIgnored() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          poller.add(descriptor, Poller.READ);
          kqueue.answerNextWait(
              new Event(descriptor + 1, EVFILT_READ, 0, 1),
              new Event(1L << 40, EVFILT_READ, EV_EOF, 0),
              new Event(-1, EVFILT_READ, EV_ERROR, EBADF),
              new Event(descriptor, EVFILT_READ, 0, 1));
          assertEquals(List.of(new Callback(descriptor, Poller.READ)), poll(poller));
        });
  }

  @Test
  void aDescriptorThatIsWatchedForNothingMoreIsNotReportedLaterInTheBatch() {
    with(
        (poller, kqueue, loopback) -> {
          int first = loopback.pair().client();
          int second = loopback.pair().client();
          poller.add(first, Poller.WRITE);
          poller.add(second, Poller.WRITE);
          List<Integer> reported = new ArrayList<>();
          poller.poll(
              0,
              (descriptor, marks) -> {
                reported.add(descriptor);
                poller.change(descriptor == first ? second : first, 0);
              });
          assertEquals(List.of(first), reported);
        });
  }

  @Test
  void aCallbackThatThrowsLosesNoLaterReport() {
    with(
        (poller, kqueue, loopback) -> {
          int first = loopback.pair().client();
          int second = loopback.pair().client();
          poller.add(first, Poller.WRITE);
          poller.add(second, Poller.WRITE);
          assertThrows(
              IllegalStateException.class,
              () ->
                  poller.poll(
                      0,
                      (descriptor, marks) -> {
                        throw new IllegalStateException("expected by the test");
                      }));
          assertEquals(
              List.of(new Callback(first, Poller.WRITE), new Callback(second, Poller.WRITE)),
              poll(poller));
        });
  }

  @Test
  void everyChangeIsOneLevelTriggeredCallOfItsOwn() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          poller.add(descriptor, Poller.READ);
          assertEquals(List.of(new Change(descriptor, EVFILT_READ, EV_ADD)), kqueue.takeChanges());
          poller.change(descriptor, BOTH);
          assertEquals(List.of(new Change(descriptor, EVFILT_WRITE, EV_ADD)), kqueue.takeChanges());
          poller.change(descriptor, BOTH);
          assertEquals(List.of(), kqueue.takeChanges());
          poller.change(descriptor, Poller.WRITE);
          assertEquals(
              List.of(new Change(descriptor, EVFILT_READ, EV_DELETE)), kqueue.takeChanges());
          poller.change(descriptor, Poller.READ);
          assertEquals(
              List.of(
                  new Change(descriptor, EVFILT_READ, EV_ADD),
                  new Change(descriptor, EVFILT_WRITE, EV_DELETE)),
              kqueue.takeChanges());
          poller.change(descriptor, BOTH);
          kqueue.takeChanges();
          poller.change(descriptor, 0);
          assertEquals(
              List.of(
                  new Change(descriptor, EVFILT_READ, EV_DELETE),
                  new Change(descriptor, EVFILT_WRITE, EV_DELETE)),
              kqueue.takeChanges());
          poller.change(descriptor, 0);
          assertEquals(List.of(), kqueue.takeChanges());
        });
  }

  @Test
  void aChangeThatFailsThrowsTheCallAndTheErrnoAndIsNotKept() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          kqueue.failNextChange(ENOMEM);
          var failure = assertThrows(OsException.class, () -> poller.add(descriptor, Poller.WRITE));
          assertEquals(
              "kevent(EV_ADD) failed: Cannot allocate memory (errno 12)", failure.getMessage());
          poller.change(descriptor, Poller.WRITE);
          assertEquals(List.of(new Callback(descriptor, Poller.WRITE)), poll(poller));
        });
  }

  @Test
  void aFilterThatCannotBeAddedIsAnErrorAlsoIfItsErrnoIsThatOfAMissingOne() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          kqueue.failNextChange(ENOENT);
          kqueue.failNextChange(ENOENT);
          var failure = assertThrows(OsException.class, () -> poller.add(descriptor, BOTH));
          assertEquals(ENOENT, failure.errno());
        });
  }

  @Test
  void aChangeThatIsInterruptedIsDoneAllTheSame() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          kqueue.failNextChange(EINTR);
          poller.add(descriptor, Poller.WRITE);
          assertEquals(List.of(new Callback(descriptor, Poller.WRITE)), poll(poller));
        });
  }

  @Test
  void aFilterThatIsNotThereDoesNotKeepTheOtherFromBeingDeleted() {
    with(
        (poller, kqueue, loopback) -> {
          int descriptor = loopback.pair().client();
          poller.add(descriptor, BOTH);
          kqueue.takeChanges();
          kqueue.failNextChange(ENOENT);
          poller.change(descriptor, 0);
          assertEquals(
              List.of(
                  new Change(descriptor, EVFILT_READ, EV_DELETE),
                  new Change(descriptor, EVFILT_WRITE, EV_DELETE)),
              kqueue.takeChanges());
          assertEquals(List.of(), poll(poller));
        });
  }

  @Test
  void aNumberThatWasClosedAndComesBackIsWatchedAfresh() {
    with(
        (poller, kqueue, loopback) -> {
          Loopback.Pair pair = loopback.pair();
          poller.add(pair.server(), BOTH);
          loopback.close(pair.server());
          loopback.close(pair.client());
          Loopback.Pair next = loopback.pair();
          assumeTrue(next.equals(pair), "something else in this process took the number");
          poller.add(next.server(), Poller.WRITE);
          assertEquals(List.of(new Callback(next.server(), Poller.WRITE)), poll(poller));
          poller.change(next.server(), Poller.READ);
          assertEquals(List.of(), poll(poller));
          loopback.sendByte(next.client());
          assertEquals(
              List.of(new Callback(next.server(), Poller.READ)), poll(poller, PATIENCE_NANOS));
        });
  }

  @Test
  void timeoutsArriveToTheNanosecondAndNoLongerThanMacOsAllows() {
    with(
        (poller, kqueue, loopback) -> {
          assertEquals("0.0", timeout(poller, kqueue, 0));
          assertEquals("0.1", timeout(poller, kqueue, 1));
          assertEquals("1.500000001", timeout(poller, kqueue, 1_500_000_001));
          assertEquals("1000000.854775807", timeout(poller, kqueue, Long.MAX_VALUE));
          assertEquals("NULL", timeout(poller, kqueue, -1));
        });
  }

  private static String timeout(Poller poller, EmulatedKqueue kqueue, long nanos) {
    kqueue.answerNextWait();
    poller.poll(nanos, (descriptor, marks) -> {});
    return kqueue.lastTimeout();
  }

  @Test
  void aKqueueThatCannotBeOpenedIsAnErrorThatNamesTheCallAndLeavesNothingBehind() {
    with(
        (poller, kqueue, loopback) -> {
          long before = OpenDescriptors.pollers();
          kqueue.failNextOpening(EMFILE);
          var failure = assertThrows(OsException.class, kqueue::poller);
          assertEquals("kqueue failed: Too many open files (errno 24)", failure.getMessage());
          assertEquals(before, OpenDescriptors.pollers());
        });
  }

  @Test
  void aKqueueThatDoesNotTakeTheWakeUpLeavesNothingBehind() {
    with(
        (poller, kqueue, loopback) -> {
          long before = OpenDescriptors.pollers();
          kqueue.failNextChange(ENOMEM);
          assertThrows(OsException.class, kqueue::poller);
          assertEquals(before, OpenDescriptors.pollers());
        });
  }

  @Test
  void aLibraryWithoutKqueueIsAnErrorThatNamesTheFunction() {
    var failure =
        assertThrows(
            UnsatisfiedLinkError.class, () -> new Kqueue(name -> Optional.empty(), layout));
    assertEquals("the C library has no function kqueue", failure.getMessage());
  }
}
