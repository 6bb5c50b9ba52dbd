package dev.pruefstand.os;

/** A system call failed in a way that is no ordinary answer: names the call and the errno. */
public final class OsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;

  OsException(String call, int errno, String meaning) {
    super(call + " failed: " + meaning + " (errno " + errno + ")");
    this.errno = errno;
  }

  /** The exception for an error number that came as a result, and not through errno. */
  public static OsException of(String call, int errno) {
    return new OsException(call, errno, Errno.meaning(errno));
  }

  /** The number the system gave. */
  public int errno() {
    return errno;
  }
}
