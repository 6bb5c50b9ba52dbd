package dev.pruefstand.os.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pruefstand.os.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A ring's descriptor and the three calls that take it. It is registered with its thread, so that
 * entering needs no look-up of the file. Belongs to the constructing thread.
 */
final class RingDescriptor implements AutoCloseable {
  private static final int ANY_INDEX = -1;
  private static final int FLAGS =
      IoUring.IORING_SETUP_CQSIZE
          | IoUring.IORING_SETUP_SUBMIT_ALL
          | IoUring.IORING_SETUP_SINGLE_ISSUER
          | IoUring.IORING_SETUP_DEFER_TASKRUN;

  private final Errno errno = new Errno();
  private final int descriptor;
  private final int index;

  /**
   * Opens a ring.
   *
   * @param params where {@code struct io_uring_params} is put
   */
  RingDescriptor(int submissions, int completions, MemorySegment params) {
    params.set(JAVA_INT, IoUring.PARAMS_CQ_ENTRIES, completions);
    params.set(JAVA_INT, IoUring.PARAMS_FLAGS, FLAGS);
    int opened = -1;
    try {
      opened =
          (int)
              checked(
                  "io_uring_setup(SINGLE_ISSUER | DEFER_TASKRUN)",
                  (long) IoUring.IO_URING_SETUP.invokeExact(errno.state(), submissions, params));
      descriptor = opened;
      index = register(opened);
    } catch (Throwable failure) {
      if (opened >= 0) {
        close(opened);
      }
      errno.close();
      throw rethrow(failure);
    }
  }

  private int register(int opened) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment update = update(arena, ANY_INDEX, opened);
      register("RING_FDS", opened, IoUring.IORING_REGISTER_RING_FDS, update);
      return update.get(JAVA_INT, IoUring.RSRC_UPDATE_OFFSET);
    }
  }

  private static MemorySegment update(Arena arena, int offset, long data) {
    MemorySegment update = arena.allocate(IoUring.RSRC_UPDATE_BYTES, Long.BYTES);
    update.set(JAVA_INT, IoUring.RSRC_UPDATE_OFFSET, offset);
    update.set(JAVA_LONG, IoUring.RSRC_UPDATE_DATA, data);
    return update;
  }

  /** The number for mmap. */
  int descriptor() {
    return descriptor;
  }

  /** io_uring_register(2) with one argument. */
  void register(String name, int operation, MemorySegment argument) {
    register(name, descriptor, operation, argument);
  }

  private void register(String name, int ring, int operation, MemorySegment argument) {
    try {
      long ignored =
          checked(
              "io_uring_register(" + name + ")",
              (long)
                  IoUring.IO_URING_REGISTER.invokeExact(
                      errno.state(), ring, operation, argument, 1));
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  /** io_uring_enter(2). Returns the number of submissions that were consumed, or −errno. */
  int enter(int submissions, int atLeast, int flags, MemorySegment argument, long bytes) {
    try {
      long result =
          (long)
              IoUring.IO_URING_ENTER.invokeExact(
                  errno.state(),
                  index,
                  submissions,
                  atLeast,
                  flags | IoUring.IORING_ENTER_REGISTERED_RING,
                  argument,
                  bytes);
      return result < 0 ? -errno.value() : (int) result;
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  private long checked(String call, long result) {
    if (result < 0) {
      throw errno.failure(call);
    }
    return result;
  }

  /** The thread's registration holds the ring, too: without taking it back the ring would stay. */
  @Override
  public void close() {
    try (Arena arena = Arena.ofConfined()) {
      int operation = IoUring.IORING_UNREGISTER_RING_FDS;
      register("UNREGISTER_RING_FDS", operation, update(arena, index, 0));
    } finally {
      close(descriptor);
      errno.close();
    }
  }

  private void close(int opened) {
    try {
      int ignored = (int) Epoll.CLOSE.invokeExact(errno.state(), opened);
    } catch (Throwable failure) {
      throw rethrow(failure);
    }
  }

  static RuntimeException rethrow(Throwable thrown) {
    if (thrown instanceof RuntimeException ours) {
      throw ours;
    }
    throw Errno.unexpected(thrown);
  }
}
