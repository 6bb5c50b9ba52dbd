package dev.pruefstand.strategy;

import dev.pruefstand.os.Abi;
import dev.pruefstand.os.DeferredAccept;
import dev.pruefstand.os.Platform;
import dev.pruefstand.os.bsd.BsdAbi;
import dev.pruefstand.os.bsd.KeventLayout;
import dev.pruefstand.os.bsd.Kqueue;
import dev.pruefstand.os.bsd.KqueuePoller;
import dev.pruefstand.os.linux.EpollPoller;
import dev.pruefstand.os.linux.LinuxAbi;
import dev.pruefstand.os.linux.RingSupport;
import java.io.IOException;
import java.util.Optional;

/** Which native facilities this machine has. The one place that asks for the OS. */
public final class NativePlatform {
  private NativePlatform() {}

  /** The sockets and the poller of this system; empty where {@link #unavailability} says why. */
  public static Optional<Platform> current() {
    return of(System.getProperty("os.name", ""));
  }

  /** Why there is none here, and where there is; empty if there is one. */
  public static Optional<String> unavailability() {
    return current().isPresent()
        ? Optional.empty()
        : Optional.of(
            "needs epoll or kqueue (Linux, macOS, FreeBSD), this is "
                + System.getProperty("os.name"));
  }

  /**
   * The same, for what does nothing without it.
   *
   * @throws IllegalStateException if there is none; the message says why
   */
  public static Platform required() {
    return current().orElseThrow(() -> new IllegalStateException(unavailability().orElse("")));
  }

  /** Why there is no io_uring here; empty if there is. */
  public static Optional<String> ringUnavailability() {
    String os = System.getProperty("os.name", "");
    return os.equals("Linux")
        ? RingSupport.unavailability()
        : Optional.of("needs io_uring (Linux 6.1), this is " + os);
  }

  /** Why accepting cannot be deferred here; empty if it can. */
  public static Optional<String> deferredAcceptUnavailability() {
    String os = System.getProperty("os.name", "");
    return os.equals("Linux")
        ? Optional.empty()
        : Optional.of("needs TCP_DEFER_ACCEPT (Linux), this is " + os);
  }

  /**
   * Has this process' listeners on that port accept a connection only when its first bytes are
   * there.
   *
   * @throws IOException if there is none, or {@link #deferredAcceptUnavailability} says why
   */
  public static void deferAccept(int port) throws IOException {
    Optional<String> unavailability = deferredAcceptUnavailability();
    if (unavailability.isPresent()) {
      throw new IOException("accepting cannot be deferred: " + unavailability.get());
    }
    DeferredAccept.on(port, LinuxAbi.ABI);
  }

  static Optional<Platform> of(String os) {
    return switch (os) {
      case "Linux" -> Optional.of(new Platform(LinuxAbi.ABI, EpollPoller::new));
      case "Mac OS X" -> Optional.of(kqueue(BsdAbi.MACOS, KeventLayout.MACOS));
      case "FreeBSD" -> Optional.of(kqueue(BsdAbi.FREEBSD, KeventLayout.FREEBSD));
      default -> Optional.empty();
    };
  }

  private static Platform kqueue(Abi abi, KeventLayout layout) {
    return new Platform(abi, () -> new KqueuePoller(Kqueue.system(layout), abi));
  }
}
