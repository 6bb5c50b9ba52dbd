package dev.pruefstand.os.bsd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pruefstand.os.Errno;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * {@code sys/event.h} in Java, C names kept. Source: kqueue(2), kevent(2).
 *
 * <p>An instance per library, and not constants as in {@code Epoll}: so the same calls can be made
 * to a library that only behaves like kqueue, on a system that has none. That the JIT cannot see
 * through such handles was not measurable beside the call itself.
 *
 * <pre>
 * struct timespec {
 *   time_t tv_sec;     0
 *   long   tv_nsec;    8
 * };                  16 bytes
 * </pre>
 */
public final class Kqueue {
  static final short EVFILT_READ = -1;
  static final short EVFILT_WRITE = -2;
  static final short EV_ADD = 0x0001;
  static final short EV_DELETE = 0x0002;
  static final short EV_ERROR = 0x4000;
  static final short EV_EOF = (short) 0x8000;

  /** What deleting a filter gives that is not there; the same number on every system. */
  static final int ENOENT = 2;

  static final long TIMESPEC_BYTES = 16;
  static final long TV_SEC_AT = 0;
  static final long TV_NSEC_AT = 8;

  /** int kqueue(void) */
  final MethodHandle kqueue;

  /**
   * int kevent(int kq, const struct kevent *changelist, int nchanges, struct kevent *eventlist, int
   * nevents, const struct timespec *timeout)
   */
  final MethodHandle kevent;

  /** int close(int fd) */
  final MethodHandle close;

  final KeventLayout layout;

  /**
   * Binds the two functions of a library.
   *
   * @param library where {@code kqueue} and {@code kevent} are; {@code close} is always the
   *     system's
   * @param layout the {@code struct kevent} the library was compiled with
   * @throws UnsatisfiedLinkError if the library lacks one of them
   */
  public Kqueue(SymbolLookup library, KeventLayout layout) {
    this.layout = layout;
    kqueue = Errno.downcall(library, "kqueue", FunctionDescriptor.of(JAVA_INT), -1);
    kevent =
        Errno.downcall(
            library,
            "kevent",
            FunctionDescriptor.of(
                JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS),
            -1);
    close =
        Errno.downcall(
            Linker.nativeLinker().defaultLookup(),
            "close",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT),
            -1);
  }

  /** The system's own kqueue. */
  public static Kqueue system(KeventLayout layout) {
    return new Kqueue(Linker.nativeLinker().defaultLookup(), layout);
  }

  /** A library that offers kqueue on another system; it stays loaded. */
  @SuppressWarnings("restricted")
  public static Kqueue of(Path library, KeventLayout layout) {
    return new Kqueue(SymbolLookup.libraryLookup(library, Arena.global()), layout);
  }
}
