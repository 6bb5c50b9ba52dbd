package dev.pruefstand.strategy;

import dev.pruefstand.os.Platform;
import dev.pruefstand.os.linux.EpollPoller;
import dev.pruefstand.os.linux.LinuxAbi;
import java.util.Locale;
import java.util.Optional;

/** Which readiness facility this machine has. The one place that asks for the OS. */
public final class NativePlatform {
  private static final String OS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);

  private NativePlatform() {}

  /** The sockets and the poller of this system; empty where {@link #unavailability} says why. */
  public static Optional<Platform> current() {
    return OS.equals("linux")
        ? Optional.of(new Platform(LinuxAbi.ABI, EpollPoller::new))
        : Optional.empty();
  }

  /** Why there is none here, and what to do; empty if there is one. */
  public static Optional<String> unavailability() {
    return current().isPresent()
        ? Optional.empty()
        : Optional.of("needs epoll or kqueue (Linux, macOS, FreeBSD), this is " + OS);
  }
}
