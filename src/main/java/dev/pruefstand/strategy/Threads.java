package dev.pruefstand.strategy;

/** What a number of threads is to a strategy, and how many there are where nobody chooses. */
public enum Threads {
  /** Nothing: it has as many as it has. */
  NONE(1),
  /** The workers of a pool, which is always named with its size. */
  WORKERS(8),
  /** Its event loops. A single one is what its name says by itself; more are named. */
  LOOPS(1);

  private final int usual;

  Threads(int usual) {
    this.usual = usual;
  }

  /** Whether there is something to choose. */
  public boolean canBeChosen() {
    return this != NONE;
  }

  /**
   * The number to start a server with.
   *
   * @param chosen how many, 0 for as many as usual
   */
  public int orUsual(int chosen) {
    return chosen == 0 ? usual : chosen;
  }

  /** The number that belongs to a contender's name; 0 where none does. */
  public int named(int chosen) {
    int threads = orUsual(chosen);
    return switch (this) {
      case NONE -> 0;
      case WORKERS -> threads;
      case LOOPS -> threads == 1 ? 0 : threads;
    };
  }
}
