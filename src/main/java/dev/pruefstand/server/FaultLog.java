package dev.pruefstand.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Tells of a fault without causing another one: a server goes on also where telling fails. */
public final class FaultLog {
  private FaultLog() {}

  /** Logs, unless there is no memory for that either. */
  public static void tell(Logger log, Level level, String message, Throwable fault) {
    try {
      log.log(level, message, fault);
    } catch (OutOfMemoryError again) {
      // What was to be told was most likely the same.
    }
  }
}
