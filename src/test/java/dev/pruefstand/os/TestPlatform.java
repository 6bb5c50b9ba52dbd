package dev.pruefstand.os;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pruefstand.os.bsd.BsdAbi;
import dev.pruefstand.os.bsd.CompiledKqueue;
import dev.pruefstand.os.bsd.EmulatedKqueue;
import dev.pruefstand.os.bsd.KeventLayout;
import dev.pruefstand.os.bsd.Kqueue;
import dev.pruefstand.os.bsd.KqueuePoller;
import dev.pruefstand.os.linux.EpollPoller;
import dev.pruefstand.os.linux.LinuxAbi;
import java.util.Optional;

/**
 * Every poller that contract tests can run over. What begins with EMULATED is kqueue over epoll:
 * such a test says something about our code and nothing about a BSD or macOS kernel. {@link
 * #KQUEUE} is the real thing and only there on such a system.
 */
public enum TestPlatform {
  EPOLL("there is no epoll outside Linux"),
  KQUEUE("there is no kqueue outside macOS and FreeBSD"),
  EMULATED_MACOS("kqueue is emulated over epoll, and there is none outside Linux"),
  EMULATED_FREEBSD("kqueue is emulated over epoll, and there is none outside Linux"),
  EMULATED_IN_C_MACOS("the emulation in C needs Linux and gcc"),
  EMULATED_IN_C_FREEBSD("the emulation in C needs Linux and gcc");

  private static final String SYSTEM = System.getProperty("os.name");

  private final String whyNot;

  TestPlatform(String whyNot) {
    this.whyNot = whyNot;
  }

  /** The platform, empty where it is not available. */
  public Optional<Platform> find() {
    boolean linux = SYSTEM.equals("Linux");
    return switch (this) {
      case EPOLL ->
          linux ? Optional.of(new Platform(LinuxAbi.ABI, EpollPoller::new)) : Optional.empty();
      case KQUEUE ->
          switch (SYSTEM) {
            case "Mac OS X" -> Optional.of(kqueue(KeventLayout.MACOS, BsdAbi.MACOS));
            case "FreeBSD" -> Optional.of(kqueue(KeventLayout.FREEBSD, BsdAbi.FREEBSD));
            default -> Optional.empty();
          };
      case EMULATED_MACOS ->
          linux ? Optional.of(EmulatedKqueue.platform(KeventLayout.MACOS)) : Optional.empty();
      case EMULATED_FREEBSD ->
          linux ? Optional.of(EmulatedKqueue.platform(KeventLayout.FREEBSD)) : Optional.empty();
      case EMULATED_IN_C_MACOS -> CompiledKqueue.platform(KeventLayout.MACOS);
      case EMULATED_IN_C_FREEBSD -> CompiledKqueue.platform(KeventLayout.FREEBSD);
    };
  }

  /** The platform; where it is not available, the test is skipped and says why. */
  public Platform orSkip() {
    return find().orElseGet(() -> abort(whyNot));
  }

  /** The numbers of the system that the tests run on. */
  public static Abi abi() {
    return EPOLL.find().or(KQUEUE::find).map(Platform::abi).orElseGet(() -> abort("no such ABI"));
  }

  private static Platform kqueue(KeventLayout layout, Abi abi) {
    Kqueue kqueue = Kqueue.system(layout);
    return new Platform(abi, () -> new KqueuePoller(kqueue, abi));
  }
}
