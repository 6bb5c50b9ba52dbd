package dev.pruefstand.os.bsd;

import dev.pruefstand.os.Abi;
import java.util.Set;

/**
 * The numbers of macOS and FreeBSD, the same on x86-64 and arm64. Source: {@code sys/socket.h},
 * {@code sys/fcntl.h}, {@code sys/errno.h} and {@code time.h} of both.
 */
public final class BsdAbi {
  private static final int MACOS_EPROTO = 100;
  private static final int FREEBSD_EPROTO = 92;

  /**
   * macOS has no {@code accept4}: its connections are made non-blocking one by one. Its {@code
   * SO_REUSEPORT} gives all connections to one socket, and is not used.
   */
  public static final Abi MACOS =
      new Abi(
          "macOS",
          2,
          30,
          true,
          0,
          0xffff,
          0x0004,
          0,
          0x1001,
          0x1007,
          0x1022,
          0x80000,
          0x0004,
          errnos(MACOS_EPROTO));

  /** FreeBSD 12 and later, where {@code SO_REUSEPORT_LB} came. */
  public static final Abi FREEBSD =
      new Abi(
          "FreeBSD",
          2,
          28,
          true,
          0x20000000 | 0x10000000,
          0xffff,
          0x0004,
          0x10000,
          0x1001,
          0x1007,
          0x0800,
          0x20000,
          0x0004,
          errnos(FREEBSD_EPROTO));

  private BsdAbi() {}

  /** The two differ in what has come since they parted. */
  private static Abi.Errnos errnos(int eproto) {
    return new Abi.Errnos(
        4,
        35,
        23,
        24,
        55,
        12,
        32,
        53,
        54,
        61,
        57,
        60,
        36,
        48,
        49,
        1,
        eproto,
        50,
        51,
        52,
        64,
        65,
        Set.of(53));
  }
}
