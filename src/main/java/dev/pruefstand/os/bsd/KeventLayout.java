package dev.pruefstand.os.bsd;

/**
 * Where the members of {@code struct kevent} stand on 64-bit systems. Source: {@code sys/event.h}
 * of both; OpenBSD and DragonFly have macOS' layout, NetBSD has another of its own.
 *
 * <pre>
 * struct kevent {           macOS      FreeBSD 12 and later
 *   uintptr_t ident;         0          0
 *   int16_t   filter;        8          8
 *   uint16_t  flags;        10         10
 *   uint32_t  fflags;       12         12
 *   int64_t   data;         16         16
 *   void     *udata;        24         24
 *   uint64_t  ext[4];        -         32
 * };                        32 bytes   64 bytes
 * </pre>
 */
public enum KeventLayout {
  MACOS(32),
  FREEBSD(64);

  static final long IDENT_AT = 0;
  static final long FILTER_AT = 8;
  static final long FLAGS_AT = 10;
  static final long FFLAGS_AT = 12;
  static final long DATA_AT = 16;
  static final long UDATA_AT = 24;

  /** FreeBSD only, and zero: what the kernel's own filters would find there. */
  static final long EXT_AT = 32;

  final long bytes;

  KeventLayout(long bytes) {
    this.bytes = bytes;
  }
}
