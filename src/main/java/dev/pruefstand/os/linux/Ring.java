package dev.pruefstand.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.pruefstand.os.OsException;
import dev.pruefstand.os.WakeUp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.util.Set;

/**
 * Operations that the kernel carries out, and its reports of what became of them: io_uring.
 *
 * <p>An operation is written into a queue in shared memory, and {@link #enter} hands over all that
 * were written since the last time: one system call for many. Each carries a token of the caller's,
 * which its completions bring back. What is begun <i>many</i> times over (accepting, receiving)
 * goes on by itself as long as its completions say {@link #goesOn}; all else completes once.
 *
 * <p>All methods but {@link #wakeUp} belong to the constructing thread: the kernel does its part
 * only when this enters, and so never interrupts it. Needs Linux 6.1. Source: io_uring(7).
 */
public class Ring implements AutoCloseable {
  /** What is done about the reports. */
  @FunctionalInterface
  public interface Completions {
    /**
     * Called once per completion.
     *
     * @param token the operation's
     * @param result what the system call would have returned; −errno if it failed
     * @param flags for {@link #goesOn} and {@link #buffer}
     */
    void completed(long token, int result, int flags);
  }

  private static final VarHandle INT = JAVA_INT.varHandle();
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long TIMESPEC_NANOS_AT = 8;

  /** Tokens of the ring's own; a caller's are never negative. */
  private static final long WAKE = -1;

  private static final long CANCELLED = -2;

  /** What ends an enter early and is no failure: see io_uring_enter(2). */
  private static final Set<Integer> PASSING =
      Set.of(
          IoUring.ETIME,
          IoUring.EBUSY,
          LinuxAbi.ABI.errnos().eagain(),
          LinuxAbi.ABI.errnos().eintr());

  private final WakeUp wakeUp = new WakeUp(LinuxAbi.ABI);
  private final Arena arena = Arena.ofConfined();
  private final RingDescriptor descriptor;
  private final MemorySegment queues;
  private final MemorySegment submissions;
  private final MemorySegment waiting = arena.allocate(IoUring.GETEVENTS_ARG_BYTES, Long.BYTES);
  private final MemorySegment timeout = arena.allocate(Epoll.TIMESPEC_BYTES, Long.BYTES);
  private final int submissionMask;
  private final int completionMask;
  private final long submissionHeadAt;
  private final long submissionTailAt;
  private final long completionHeadAt;
  private final long completionTailAt;
  private final long completionsAt;
  private final BufferRing buffers;

  private int submissionTail;
  private int completionHead;
  private long underWay;
  private long enters;
  private boolean watchesWakeUp;
  private boolean ending;
  private boolean closed;

  /**
   * Opens a ring.
   *
   * @param submissions how many operations may wait to be handed over; rounded up to a power of two
   * @param completions how many reports may wait to be read; the kernel keeps what is more
   * @param bufferCount how many buffers there are for what arrives; a power of two
   * @param bufferBytes the length of each
   * @throws OsException if the kernel has no io_uring, forbids it, or is too old
   */
  public Ring(int submissions, int completions, int bufferCount, int bufferBytes) {
    MemorySegment params = arena.allocate(IoUring.PARAMS_BYTES, Long.BYTES);
    RingDescriptor opened = null;
    try {
      opened = new RingDescriptor(submissions, completions, params);
      descriptor = opened;
      int slots = params.get(JAVA_INT, IoUring.PARAMS_SQ_ENTRIES);
      int reports = params.get(JAVA_INT, IoUring.PARAMS_CQ_ENTRIES);
      submissionMask = slots - 1;
      completionMask = reports - 1;
      submissionHeadAt = params.get(JAVA_INT, IoUring.PARAMS_SQ_HEAD);
      submissionTailAt = params.get(JAVA_INT, IoUring.PARAMS_SQ_TAIL);
      completionHeadAt = params.get(JAVA_INT, IoUring.PARAMS_CQ_HEAD);
      completionTailAt = params.get(JAVA_INT, IoUring.PARAMS_CQ_TAIL);
      completionsAt = params.get(JAVA_INT, IoUring.PARAMS_CQ_CQES);
      long arrayAt = params.get(JAVA_INT, IoUring.PARAMS_SQ_ARRAY);
      long bytes =
          Math.max(
              arrayAt + (long) slots * Integer.BYTES,
              completionsAt + (long) reports * IoUring.CQE_BYTES);
      int ring = opened.descriptor();
      queues = Mapping.of(ring, IoUring.IORING_OFF_SQ_RING, bytes, arena);
      this.submissions =
          Mapping.of(ring, IoUring.IORING_OFF_SQES, slots * IoUring.SQE_BYTES, arena);
      for (int i = 0; i < slots; i++) {
        // The queue holds indices of entries. Ours are always in order.
        queues.set(JAVA_INT, arrayAt + (long) i * Integer.BYTES, i);
      }
      waiting.set(JAVA_LONG, IoUring.GETEVENTS_ARG_TS, timeout.address());
      buffers = new BufferRing(opened, bufferCount, bufferBytes, arena);
    } catch (Throwable failure) {
      if (opened != null) {
        opened.close();
      }
      release();
      throw RingDescriptor.rethrow(failure);
    }
  }

  /**
   * Accepts whoever comes, non-blocking and not handed to child processes; each result is a
   * descriptor.
   */
  public void acceptMany(int listener, long token) {
    long entry = begin(IoUring.IORING_OP_ACCEPT, listener, token);
    submissions.set(
        JAVA_SHORT, entry + IoUring.SQE_IOPRIO, (short) IoUring.IORING_ACCEPT_MULTISHOT);
    submissions.set(JAVA_INT, entry + IoUring.SQE_MSG_FLAGS, LinuxAbi.ABI.acceptFlags());
  }

  /**
   * Receives whatever arrives, each time into a {@link #buffer}. Ends with 0 at the peer's end, and
   * with ENOBUFS when all buffers are in use.
   */
  public void receiveMany(int socket, long token) {
    long entry = begin(IoUring.IORING_OP_RECV, socket, token);
    submissions.set(JAVA_BYTE, entry + IoUring.SQE_FLAGS, (byte) IoUring.IOSQE_BUFFER_SELECT);
    submissions.set(JAVA_SHORT, entry + IoUring.SQE_IOPRIO, (short) IoUring.IORING_RECV_MULTISHOT);
    submissions.set(JAVA_SHORT, entry + IoUring.SQE_BUF_GROUP, (short) BufferRing.GROUP);
  }

  /**
   * Sends as much as the socket takes, and does not wait: EAGAIN if it takes nothing. So it
   * completes when it is handed over. The bytes have to stay where they are until then.
   */
  public void send(int socket, MemorySegment piece, long bytes, long token) {
    long entry = begin(IoUring.IORING_OP_SEND, socket, token);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_ADDR, piece.address());
    submissions.set(JAVA_INT, entry + IoUring.SQE_LEN, (int) Math.min(bytes, Integer.MAX_VALUE));
    submissions.set(
        JAVA_INT, entry + IoUring.SQE_MSG_FLAGS, IoUring.MSG_DONTWAIT | LinuxAbi.ABI.sendFlags());
  }

  /** Completes when the socket takes bytes, or has failed. */
  public void awaitRoom(int socket, long token) {
    await(socket, IoUring.POLLOUT, token);
  }

  private void await(int descriptor, int events, long token) {
    long entry = begin(IoUring.IORING_OP_POLL_ADD, descriptor, token);
    submissions.set(JAVA_INT, entry + IoUring.SQE_MSG_FLAGS, events);
  }

  /** Closes a descriptor. What is under way with it has to have ended: it would keep it open. */
  public void close(int socket, long token) {
    long ignored = begin(IoUring.IORING_OP_CLOSE, socket, token);
  }

  /** Ends the operation that has this token, if there is one; its completion says ECANCELED. */
  public void cancel(long token) {
    long entry = begin(IoUring.IORING_OP_ASYNC_CANCEL, -1, CANCELLED);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_ADDR, token);
  }

  /**
   * Ends all operations that have been begun before. {@link #wakeUp} is not noticed any more, so
   * that {@link #underWay} comes to 0.
   */
  public void cancelAll() {
    ending = true;
    long entry = begin(IoUring.IORING_OP_ASYNC_CANCEL, -1, CANCELLED);
    submissions.set(
        JAVA_INT,
        entry + IoUring.SQE_MSG_FLAGS,
        IoUring.IORING_ASYNC_CANCEL_ALL | IoUring.IORING_ASYNC_CANCEL_ANY);
  }

  /** Writes a new entry, with nothing in it but this, and returns where it stands. */
  private long begin(int operation, int descriptor, long token) {
    if (unsubmitted() > submissionMask) {
      submit();
    }
    long entry = (submissionTail & submissionMask) * IoUring.SQE_BYTES;
    // The kernel reads it only when it is entered, so that the members may come after the tail.
    submissions.set(JAVA_LONG, entry, 0);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_OFF, 0);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_ADDR, 0);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_LEN, 0);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_BUF_GROUP, 0);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_ADDR3, 0);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_ADDR3 + Long.BYTES, 0);
    submissions.set(JAVA_BYTE, entry + IoUring.SQE_OPCODE, (byte) operation);
    submissions.set(JAVA_INT, entry + IoUring.SQE_FD, descriptor);
    submissions.set(JAVA_LONG, entry + IoUring.SQE_USER_DATA, token);
    submissionTail++;
    INT.setRelease(queues, submissionTailAt, submissionTail);
    underWay++;
    return entry;
  }

  /** Both are free-running, so that only their difference means something. */
  private int unsubmitted() {
    return submissionTail - (int) INT.getAcquire(queues, submissionHeadAt);
  }

  /** Hands over what was written, without waiting for anything. */
  public void submit() {
    enter(0);
    if (unsubmitted() > submissionMask) {
      throw new IllegalStateException(
          "expected the kernel to take operations, found all " + unsubmitted() + " still waiting");
    }
  }

  /**
   * Hands over what was written and waits until there is a completion, time is up or {@link
   * #wakeUp} was called. May return early without any.
   *
   * @param timeoutNanos how long to wait; 0 not at all, negative for ever
   */
  public void enter(long timeoutNanos) {
    int flags = IoUring.IORING_ENTER_GETEVENTS;
    MemorySegment argument = MemorySegment.NULL;
    long bytes = 0;
    if (timeoutNanos != 0 && !watchesWakeUp && !ending) {
      await(wakeUp.descriptor(), IoUring.POLLIN, WAKE);
      watchesWakeUp = true;
    }
    if (timeoutNanos > 0) {
      timeout.set(JAVA_LONG, 0, timeoutNanos / NANOS_PER_SECOND);
      timeout.set(JAVA_LONG, TIMESPEC_NANOS_AT, timeoutNanos % NANOS_PER_SECOND);
      flags |= IoUring.IORING_ENTER_EXT_ARG;
      argument = waiting;
      bytes = IoUring.GETEVENTS_ARG_BYTES;
    }
    enters++;
    int atLeast = timeoutNanos == 0 ? 0 : 1;
    int result = descriptor.enter(unsubmitted(), atLeast, flags, argument, bytes);
    if (result < 0 && !PASSING.contains(-result)) {
      throw OsException.of("io_uring_enter", -result);
    }
  }

  /**
   * Reports what has completed, in that order, and returns how many there were. What completes
   * meanwhile waits for the next time.
   */
  public int complete(Completions completions) {
    int end = (int) INT.getAcquire(queues, completionTailAt);
    int count = end - completionHead;
    while (completionHead != end) {
      long entry = completionsAt + (completionHead & completionMask) * IoUring.CQE_BYTES;
      long token = queues.get(JAVA_LONG, entry + IoUring.CQE_USER_DATA);
      int result = queues.get(JAVA_INT, entry + IoUring.CQE_RES);
      int flags = queues.get(JAVA_INT, entry + IoUring.CQE_FLAGS);
      // Given back first: whatever happens, none is reported twice.
      completionHead++;
      INT.setRelease(queues, completionHeadAt, completionHead);
      if (!goesOn(flags)) {
        underWay--;
      }
      if (token == WAKE) {
        wakeUp.drain();
        watchesWakeUp = false;
      } else if (token != CANCELLED) {
        completions.completed(token, result, flags);
      }
    }
    return count;
  }

  /** Whether the operation goes on; if not, it has to be begun again. */
  public static boolean goesOn(int flags) {
    return (flags & IoUring.IORING_CQE_F_MORE) != 0;
  }

  /** Whether a result is the end of an operation that was cancelled. */
  public static boolean isCancelled(int result) {
    return result == -IoUring.ECANCELED;
  }

  /** Whether the completion brings a buffer. */
  public static boolean hasBuffer(int flags) {
    return (flags & IoUring.IORING_CQE_F_BUFFER) != 0;
  }

  /** The buffer that the completion brings; it stays the caller's until {@link #giveBack}. */
  public MemorySegment buffer(int flags) {
    return buffers.buffer(flags >>> IoUring.IORING_CQE_BUFFER_SHIFT);
  }

  /** Lends the completion's buffer again. */
  public void giveBack(int flags) {
    buffers.giveBack(flags >>> IoUring.IORING_CQE_BUFFER_SHIFT);
  }

  /** Operations whose last completion has not been reported, the ring's own included. */
  public long underWay() {
    return underWay;
  }

  /** How many system calls this has made. */
  public long enters() {
    return enters;
  }

  /**
   * Makes the current or the next {@link #enter} return at once. From any thread; after close it
   * does nothing.
   */
  public void wakeUp() {
    wakeUp.signal();
  }

  /** Gives the ring and its memory back. What is still under way ends some time later. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (Arena temporary = Arena.ofConfined()) {
      buffers.unregister(descriptor, temporary);
    } finally {
      descriptor.close();
      release();
    }
  }

  private void release() {
    wakeUp.close();
    arena.close();
  }
}
