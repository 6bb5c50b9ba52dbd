package dev.pruefstand.os.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.pruefstand.os.Errno;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * {@code sys/epoll.h} in Java, C names kept. Source: epoll(7), epoll_ctl(2), epoll_wait(2),
 * prctl(2).
 *
 * <pre>
 * struct epoll_event {     x86-64: packed   elsewhere
 *   uint32_t     events;   0                0
 *   epoll_data_t data;     4                8
 * };                       12 bytes         16 bytes
 * </pre>
 */
final class Epoll {
  static final int EPOLLIN = 0x001;
  static final int EPOLLOUT = 0x004;
  static final int EPOLLERR = 0x008;
  static final int EPOLLHUP = 0x010;
  static final int EPOLL_CTL_ADD = 1;
  static final int EPOLL_CTL_MOD = 3;
  static final int EPOLL_CLOEXEC = 0x80000;

  private static final SymbolLookup LIBRARY = Linker.nativeLinker().defaultLookup();

  /** int epoll_create1(int flags) */
  static final MethodHandle EPOLL_CREATE1 = call("epoll_create1", JAVA_INT);

  /** int epoll_ctl(int epfd, int op, int fd, struct epoll_event *event) */
  static final MethodHandle EPOLL_CTL = call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);

  /** int epoll_wait(int epfd, struct epoll_event *events, int maxevents, int timeout) */
  static final MethodHandle EPOLL_WAIT = call("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  /**
   * int epoll_pwait2(int epfd, struct epoll_event *events, int maxevents, const struct timespec
   * *timeout, const sigset_t *sigmask); null before Linux 5.11 or glibc 2.35
   */
  static final @Nullable MethodHandle EPOLL_PWAIT2 =
      LIBRARY.find("epoll_pwait2").isPresent()
          ? call("epoll_pwait2", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS)
          : null;

  /** struct timespec { time_t tv_sec; long tv_nsec; } on 64-bit systems */
  static final long TIMESPEC_BYTES = 16;

  static final long TIMESPEC_NANOS_AT = 8;

  /** int prctl(int option, unsigned long arg2); see PR_SET_TIMERSLACK(2const) */
  static final MethodHandle PRCTL =
      Errno.downcall(LIBRARY, "prctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), 1);

  static final int PR_SET_TIMERSLACK = 29;

  /** int close(int fd) */
  static final MethodHandle CLOSE = call("close", JAVA_INT);

  /** Where the members of {@code struct epoll_event} stand. */
  enum EventLayout {
    PACKED(12, 4),
    ALIGNED(16, 8);

    final long bytes;
    final long dataAt;

    EventLayout(long bytes, long dataAt) {
      this.bytes = bytes;
      this.dataAt = dataAt;
    }

    /** The layout of a processor, named as in the system property {@code os.arch}. */
    static EventLayout of(String architecture) {
      return switch (architecture) {
        case "amd64", "x86_64" -> PACKED;
        default -> ALIGNED;
      };
    }
  }

  private Epoll() {}

  private static MethodHandle call(String name, MemoryLayout... arguments) {
    return Errno.downcall(LIBRARY, name, FunctionDescriptor.of(JAVA_INT, arguments), -1);
  }
}
