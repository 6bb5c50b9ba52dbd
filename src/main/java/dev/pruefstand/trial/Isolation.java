package dev.pruefstand.trial;

/** Whether a server shares anything with the load generator. */
public enum Isolation {
  /** A JVM of its own, on processors of its own where there are enough of them. */
  OWN_PROCESS,
  /** The load generator's JVM: its threads, its heap and its compiler are the server's, too. */
  IN_PROCESS
}
