package dev.pruefstand.os.linux;

import dev.pruefstand.os.OsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether this kernel lets this process have a {@link Ring}. Many containers do not.
 *
 * <p>Source: io_uring_setup(2), and {@code kernel.io_uring_disabled} in the kernel's
 * admin-guide/sysctl/kernel.rst.
 */
public final class RingSupport {
  private static final Path SYSCTL = Path.of("/proc/sys/kernel/io_uring_disabled");

  private RingSupport() {}

  /** Asked once: a process does not gain or lose the permission. */
  private static final class Answer {
    static final Optional<String> WHY_NOT = ask();

    private Answer() {}

    private static Optional<String> ask() {
      try (var ring = new Ring(1, 2, 1, 1)) {
        ring.submit();
        return Optional.empty();
      } catch (OsException refusal) {
        return Optional.of(reason(refusal, sysctl()));
      }
    }

    private static String sysctl() {
      try {
        return Files.readString(SYSCTL).strip();
      } catch (IOException unknown) {
        // Before Linux 6.6 there is no such setting.
        return "0";
      }
    }
  }

  /** Why there is no ring here; empty if there is one. To be asked on Linux. */
  public static Optional<String> unavailability() {
    return Answer.WHY_NOT;
  }

  /**
   * In words that say what to do.
   *
   * @param sysctl the value of {@code kernel.io_uring_disabled}
   */
  static String reason(OsException refusal, String sysctl) {
    String call = refusal.getMessage();
    return switch (refusal.errno()) {
      case IoUring.ENOSYS -> "needs io_uring, which this kernel does not have: " + call;
      case IoUring.EPERM ->
          sysctl.equals("0")
              ? "needs io_uring, which a container's or service's filter forbids: " + call
              : "needs io_uring, which the sysctl kernel.io_uring_disabled = "
                  + sysctl
                  + " forbids: "
                  + call;
      case IoUring.EINVAL -> "needs a newer io_uring (Linux 6.1): " + call;
      default -> "needs io_uring: " + call;
    };
  }
}
