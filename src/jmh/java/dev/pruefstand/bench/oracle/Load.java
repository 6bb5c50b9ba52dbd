package dev.pruefstand.bench.oracle;

/** The load ρ = λ/μ: how many workers are needed. */
final class Load {
  private Load() {}

  static double of(double perSecond, long serviceNanos) {
    return perSecond * serviceNanos / 1e9;
  }

  /** Refuses a load under which the queue of one worker grows for ever. */
  static void requireStable(double perSecond, long serviceNanos) {
    double load = of(perSecond, serviceNanos);
    if (!(load > 0 && load < 1)) {
      throw new IllegalArgumentException(
          "expected a load between 0 and 1, found %.3f".formatted(load));
    }
  }
}
