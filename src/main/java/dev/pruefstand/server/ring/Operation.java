package dev.pruefstand.server.ring;

/** What the loop has the kernel do; together with a slot, the token of a completion. */
enum Operation {
  /** Has no connection, and so always the slot 0. */
  ACCEPT,
  RECEIVE,
  AWAIT_ROOM,
  SEND,
  CLOSE;

  private static final Operation[] ALL = values();
  private static final int BITS = 3;

  /** The token of this operation for the connection in a slot. */
  long on(int slot) {
    return (long) slot << BITS | ordinal();
  }

  /** The operation that a token tells of. */
  static Operation of(long token) {
    return ALL[(int) token & (1 << BITS) - 1];
  }

  /** The slot that a token tells of. */
  static int slot(long token) {
    return (int) (token >>> BITS);
  }
}
