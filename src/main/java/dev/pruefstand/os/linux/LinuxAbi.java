package dev.pruefstand.os.linux;

import dev.pruefstand.os.Abi;
import java.util.Set;

/**
 * Linux' numbers, the same on x86-64 and aarch64. Source: the kernel's {@code asm-generic} headers,
 * accept(2).
 */
public final class LinuxAbi {
  /** ECONNABORTED, ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, ENETUNREACH. */
  private static final Set<Integer> DEAD_IN_QUEUE = Set.of(103, 100, 71, 92, 112, 64, 113, 101);

  /** The one there is. */
  public static final Abi ABI =
      new Abi(
          "Linux",
          2,
          10,
          false,
          0x800 | 0x80000,
          1,
          2,
          15,
          7,
          4,
          0,
          0x4000,
          0x800,
          new Abi.Errnos(
              4,
              11,
              23,
              24,
              105,
              12,
              32,
              103,
              104,
              111,
              107,
              110,
              115,
              98,
              99,
              1,
              71,
              100,
              101,
              102,
              112,
              113,
              DEAD_IN_QUEUE));

  private LinuxAbi() {}
}
