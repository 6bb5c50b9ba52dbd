package dev.pruefstand.os.linux;

import dev.pruefstand.os.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory from mmap(2). It is unmapped when its arena closes, and from then on an access is an
 * exception instead of the end of the process.
 */
final class Mapping {
  private static final int ACCESS = IoUring.PROT_READ | IoUring.PROT_WRITE;
  private static final int NO_FILE = -1;

  private Mapping() {}

  /** Memory that the kernel shares: a ring's queues. */
  static MemorySegment of(int descriptor, long offset, long bytes, Arena arena) {
    int flags = IoUring.MAP_SHARED | IoUring.MAP_POPULATE;
    return map("mmap of the ring", bytes, flags, descriptor, offset, arena);
  }

  /** Zeroed memory at the beginning of a page, which takes real memory where it is first used. */
  static MemorySegment anonymous(long bytes, Arena arena) {
    int flags = IoUring.MAP_PRIVATE | IoUring.MAP_ANONYMOUS;
    return map("mmap", bytes, flags, NO_FILE, 0, arena);
  }

  @SuppressWarnings("restricted")
  private static MemorySegment map(
      String call, long bytes, int flags, int descriptor, long offset, Arena arena) {
    try (var errno = new Errno()) {
      long address =
          (long)
              IoUring.MMAP.invokeExact(
                  errno.state(), MemorySegment.NULL, bytes, ACCESS, flags, descriptor, offset);
      if (address == IoUring.MAP_FAILED) {
        throw errno.failure(call);
      }
      return MemorySegment.ofAddress(address).reinterpret(bytes, arena, Mapping::unmap);
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }

  private static void unmap(MemorySegment mapped) {
    try (var errno = new Errno()) {
      errno.check(
          "munmap", (int) IoUring.MUNMAP.invokeExact(errno.state(), mapped, mapped.byteSize()));
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw Errno.unexpected(impossible);
    }
  }
}
