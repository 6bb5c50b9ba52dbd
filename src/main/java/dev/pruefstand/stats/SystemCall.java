package dev.pruefstand.stats;

/** The kinds of system calls that a loop makes to serve connections. */
public enum SystemCall {
  /** To wait, or to hand over what is to be done: {@code epoll_wait}, {@code io_uring_enter}. */
  WAIT,
  /** To change what is waited for: {@code epoll_ctl}. */
  WATCH,
  ACCEPT,
  RECEIVE,
  SEND,
  /** To half-close. */
  SHUTDOWN,
  CLOSE
}
