package dev.pruefstand.os.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pruefstand.os.Loopback;
import dev.pruefstand.os.Loopback.Pair;
import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.os.OsException;
import dev.pruefstand.os.Sockets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the kernel does for a ring, and what it reports. */
@Timeout(30)
class RingTest {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final int SUBMISSIONS = 4;
  private static final int COMPLETIONS = 8;
  private static final int BUFFERS = 4;
  private static final int BUFFER_BYTES = 4;

  /** A report, with the text of the buffer that came with it. */
  private record Done(long token, int result, boolean goesOn, String text) {}

  private final Arena arena = Arena.ofConfined();
  private final List<Done> done = new ArrayList<>();

  /** Whether buffers are lent again as soon as they have been read. */
  private boolean givesBack = true;

  private Loopback loopback;
  private Ring ring;

  @BeforeEach
  void open() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "there is no io_uring elsewhere");
    assumeTrue(
        RingSupport.unavailability().isEmpty(), () -> RingSupport.unavailability().orElse(""));
    loopback = new Loopback(LinuxAbi.ABI);
    ring = new Ring(SUBMISSIONS, COMPLETIONS, BUFFERS, BUFFER_BYTES);
  }

  @AfterEach
  void close() {
    if (loopback != null) {
      ring.close();
      loopback.close();
    }
    arena.close();
  }

  private void report(long token, int result, int flags) {
    String text = "";
    if (Ring.hasBuffer(flags)) {
      byte[] bytes = ring.buffer(flags).asSlice(0, result).toArray(ValueLayout.JAVA_BYTE);
      text = new String(bytes, StandardCharsets.US_ASCII);
      if (givesBack) {
        ring.giveBack(flags);
      }
    }
    done.add(new Done(token, result, Ring.goesOn(flags), text));
  }

  private void await(String expected, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        fail("expected " + expected + ", found " + done);
      }
      ring.enter(TimeUnit.MILLISECONDS.toNanos(10));
      int ignored = ring.complete(this::report);
    }
  }

  private void await(int reports) {
    await(reports + " reports", () -> done.size() >= reports);
    assertEquals(reports, done.size(), done.toString());
  }

  private String received() {
    return String.join("", done.stream().map(Done::text).toList());
  }

  private MemorySegment text(String text) {
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.US_ASCII));
  }

  private void say(int descriptor, String words) {
    assertEquals(words.length(), loopback.sockets().send(descriptor, text(words), words.length()));
  }

  @Test
  void nothingHappensUntilTimeIsUp() {
    ring.enter(1_000_000);
    assertEquals(0, ring.complete(this::report));
    ring.enter(0);
    assertEquals(0, ring.complete(this::report));
    assertEquals(2, ring.enters());
    assertEquals(1, ring.underWay(), "the ring's own watch for a wake-up");
  }

  @Test
  void aWakeUpEndsAnEndlessWaitEveryTimeAndIsNoReport() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      Thread other = Thread.ofPlatform().start(ring::wakeUp);
      ring.enter(-1);
      assertEquals(1, ring.complete(this::report));
      other.join();
    }
    assertEquals(List.of(), done);
  }

  @Test
  void oneOperationAcceptsWhoeverComes() {
    ring.acceptMany(loopback.listener(), 7);
    for (int i = 0; i < 3; i++) {
      int ignored = loopback.connect();
    }
    await(3);
    for (Done each : done) {
      assertEquals(7, each.token);
      assertTrue(each.goesOn);
      assertEquals(Sockets.WOULD_BLOCK, loopback.sockets().receive(each.result, text("?")));
      loopback.sockets().close(each.result);
    }
  }

  @Test
  void oneOperationReceivesWhateverArrivesUntilTheEnd() {
    Pair pair = loopback.pair();
    ring.receiveMany(pair.server(), 5);
    say(pair.client(), "ab");
    await(1);
    say(pair.client(), "c");
    await(2);
    loopback.sockets().shutdownOutput(pair.client());
    await(3);
    assertEquals(
        List.of(new Done(5, 2, true, "ab"), new Done(5, 1, true, "c"), new Done(5, 0, false, "")),
        done);
    assertEquals(1, ring.underWay());
  }

  @Test
  void buffersComeRoundManyTimes() {
    Pair pair = loopback.pair();
    ring.receiveMany(pair.server(), 5);
    for (int i = 0; i < 70_000; i++) {
      // Their count is 16 bits wide.
      loopback.sendByte(pair.client());
      if (i % 1_000 == 0) {
        await("a byte", () -> !done.isEmpty());
        if (done.stream().anyMatch(each -> !each.goesOn)) {
          ring.receiveMany(pair.server(), 5);
        }
        done.clear();
      }
    }
    say(pair.client(), "end");
    await(
        "the end",
        () -> {
          if (!done.isEmpty() && !done.getLast().goesOn) {
            ring.receiveMany(pair.server(), 5);
          }
          return received().endsWith("end");
        });
  }

  @Test
  void whenAllBuffersAreInUseReceivingEndsAndNothingIsLost() {
    givesBack = false;
    Pair pair = loopback.pair();
    ring.receiveMany(pair.server(), 5);
    say(pair.client(), "aaaabbbbccccddddeeeeffff");
    await(BUFFERS + 1);
    assertEquals("aaaabbbbccccdddd", received());
    assertEquals(new Done(5, -LinuxAbi.ABI.errnos().enobufs(), false, ""), done.getLast());
    givesBack = true;
    for (int id = 0; id < BUFFERS; id++) {
      ring.giveBack(id << 16);
    }
    ring.receiveMany(pair.server(), 6);
    await("the rest", () -> received().length() == 24);
    assertEquals("aaaabbbbccccddddeeeeffff", received());
  }

  @Test
  void whatIsCancelledEndsAndTheConnectionGoesOn() {
    Pair pair = loopback.pair();
    ring.receiveMany(pair.server(), 5);
    ring.cancel(5);
    await(1);
    assertEquals(5, done.getFirst().token);
    assertTrue(Ring.isCancelled(done.getFirst().result));
    assertFalse(done.getFirst().goesOn);
    ring.receiveMany(pair.server(), 6);
    say(pair.client(), "on");
    await(2);
    assertEquals(new Done(6, 2, true, "on"), done.getLast());
  }

  @Test
  void whatIsNotThereCanBeCancelledWithoutAReport() {
    ring.cancel(5);
    await("it to be over", () -> ring.underWay() == 1);
    assertEquals(List.of(), done);
  }

  /** Why the loop withdraws what receives before it closes. */
  @Test
  void aDescriptorThatIsClosedWhileSomethingReceivesStaysOpenForThePeerUntilThatEnds() {
    Pair pair = loopback.pair();
    ring.receiveMany(pair.server(), 5);
    ring.submit();
    loopback.close(pair.server());
    assertEquals(Sockets.WOULD_BLOCK, loopback.receive(pair.client()));
    ring.cancel(5);
    await(1);
    assertEquals(0, loopback.receiveInTheEnd(pair.client(), 1));
  }

  @Test
  void closingIsReportedAndThePeerSeesTheEnd() {
    Pair pair = loopback.pair();
    int own = loopback.sockets().connect(loopback.sockets().localAddress(loopback.listener()));
    int peer = loopback.accept();
    ring.close(own, 9);
    await(1);
    assertEquals(List.of(new Done(9, 0, false, "")), done);
    assertEquals(0, loopback.receiveInTheEnd(peer, 1));
    assertEquals(Sockets.WOULD_BLOCK, loopback.receive(pair.client()));
  }

  @Test
  void aSendIsDoneWhenItHasBeenHandedOver() {
    Pair pair = loopback.pair();
    ring.send(pair.server(), text("hello"), 5, 3);
    ring.enter(0);
    assertEquals(1, ring.complete(this::report));
    assertEquals(List.of(new Done(3, 5, false, "")), done);
    assertEquals(5, loopback.receiveInTheEnd(pair.client(), 64));
  }

  @Test
  void aSendThatIsTooMuchTakesWhatFitsAndThenNothingUntilThereIsRoom() {
    Pair pair = loopback.pair();
    loopback.sockets().sendBuffer(pair.server(), 4096);
    long bytes = 32 * 1024 * 1024;
    MemorySegment much = arena.allocate(bytes);
    do {
      done.clear();
      ring.send(pair.server(), much, bytes, 3);
      ring.enter(0);
      assertEquals(1, ring.complete(this::report));
      assertTrue(done.getFirst().result < bytes, done.toString());
    } while (done.getFirst().result > 0);
    assertEquals(-LinuxAbi.ABI.errnos().eagain(), done.getFirst().result);
    done.clear();
    ring.awaitRoom(pair.server(), 4);
    ring.enter(0);
    assertEquals(0, ring.complete(this::report));
    await(
        "room",
        () -> {
          int ignored = loopback.receive(pair.client());
          return !done.isEmpty();
        });
    assertEquals(4, done.getFirst().token);
    assertTrue((done.getFirst().result & IoUring.POLLOUT) != 0);
  }

  @Test
  void aConnectionThatWasResetSaysSoToWhateverIsUnderWay() {
    Pair pair = loopback.pair();
    ring.receiveMany(pair.server(), 5);
    ring.submit();
    loopback.reset(pair);
    await(1);
    assertEquals(-LinuxAbi.ABI.errnos().econnReset(), done.getFirst().result);
    assertFalse(done.getFirst().goesOn);
    ring.send(pair.server(), text("hello"), 5, 3);
    await(2);
    assertTrue(LinuxAbi.ABI.errnos().isGone(-done.getLast().result), done.toString());
  }

  @Test
  void aDescriptorThatIsNoneFailsOnlyItsOperation() {
    Pair pair = loopback.pair();
    ring.receiveMany(Integer.MAX_VALUE, 1);
    ring.send(pair.server(), text("hello"), 5, 2);
    await(2);
    assertEquals(new Done(1, -9, false, ""), done.getFirst());
    assertEquals(new Done(2, 5, false, ""), done.getLast());
  }

  @Test
  void moreOperationsThanTheQueueHoldsAreHandedOverInBetween() {
    Pair pair = loopback.pair();
    MemorySegment hello = text("hello");
    for (int i = 0; i < SUBMISSIONS + 1; i++) {
      ring.send(pair.server(), hello, 5, i);
    }
    assertEquals(1, ring.enters());
    await(SUBMISSIONS + 1);
    for (int i = 0; i < done.size(); i++) {
      assertEquals(new Done(i, 5, false, ""), done.get(i));
    }
  }

  @Test
  void moreReportsThanTheQueueHoldsAreKeptAndComeInOrder() {
    Pair pair = loopback.pair();
    MemorySegment hello = text("hello");
    int sends = 5 * COMPLETIONS;
    for (int i = 0; i < sends; i++) {
      ring.send(pair.server(), hello, 5, i);
    }
    ring.submit();
    assertEquals(COMPLETIONS, ring.complete(this::report));
    await(sends);
    for (int i = 0; i < sends; i++) {
      assertEquals(new Done(i, 5, false, ""), done.get(i));
    }
  }

  @Test
  void receivingLosesNothingWhenTheReportsOverflow() {
    try (var narrow = new Ring(SUBMISSIONS, 2 * SUBMISSIONS, 64, 1)) {
      ring.close();
      ring = narrow;
      Pair pair = loopback.pair();
      String words = "what is sent is what is received, letter by letter";
      say(pair.client(), words);
      ring.receiveMany(pair.server(), 5);
      await(
          "all of it",
          () -> {
            if (!done.isEmpty() && !done.getLast().goesOn && received().length() < words.length()) {
              ring.receiveMany(pair.server(), 5);
            }
            return received().length() == words.length();
          });
      assertEquals(words, received());
    }
  }

  @Test
  void everythingCanBeEndedAtOnce() {
    Pair pair = loopback.pair();
    ring.acceptMany(loopback.listener(), 1);
    ring.receiveMany(pair.server(), 2);
    ring.receiveMany(pair.client(), 3);
    ring.enter(1);
    ring.wakeUp();
    ring.cancelAll();
    await("nothing under way", () -> ring.underWay() == 0);
    assertEquals(3, done.size());
    assertTrue(done.stream().allMatch(each -> Ring.isCancelled(each.result)), done.toString());
  }

  @Test
  void aFaultOfWhoeverIsToldLosesNoOtherReport() {
    Pair pair = loopback.pair();
    MemorySegment hello = text("hello");
    ring.send(pair.server(), hello, 5, 1);
    ring.send(pair.server(), hello, 5, 2);
    ring.submit();
    assertThrows(
        IllegalStateException.class,
        () ->
            ring.complete(
                (token, result, flags) -> {
                  throw new IllegalStateException("expected by the test: " + token);
                }));
    assertEquals(1, ring.complete(this::report));
    assertEquals(List.of(new Done(2, 5, false, "")), done);
  }

  @Test
  void aRingThatIsClosedLeavesNothingAndMayBeClosedAndWokenAgain() {
    ring.close();
    long before = OpenDescriptors.pollers();
    for (int i = 0; i < 3; i++) {
      var other = new Ring(SUBMISSIONS, COMPLETIONS, BUFFERS, BUFFER_BYTES);
      assertEquals(before + 3, OpenDescriptors.pollers());
      other.close();
      other.close();
      other.wakeUp();
      assertEquals(before, OpenDescriptors.pollers());
    }
  }

  @Test
  void aRingThatTheKernelRefusesSaysWhyAndLeavesNothing() {
    long before = OpenDescriptors.pollers();
    var tooLarge = assertThrows(OsException.class, () -> new Ring(1 << 20, 1 << 21, 1, 1));
    assertEquals(IoUring.EINVAL, tooLarge.errno());
    var oddBuffers = assertThrows(OsException.class, () -> new Ring(1, 2, 3, 1));
    assertTrue(oddBuffers.getMessage().startsWith("io_uring_register(PBUF_RING)"));
    assertEquals(before, OpenDescriptors.pollers());
  }
}
