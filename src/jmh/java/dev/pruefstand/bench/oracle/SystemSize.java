package dev.pruefstand.bench.oracle;

import java.util.Arrays;

/**
 * How many requests are in an M/D/1 system, waiting or served, in the long run.
 *
 * <p>Observed one service time later, a system of n >= 1 has n - 1 and what arrived meanwhile,
 * which is Poisson with mean ρ (Crommelin, 1932). In the long run it rises above n as often as it
 * falls from n + 1 to n, which gives the next probability from the earlier ones by additions only,
 * so that nothing cancels (Ramaswami, A stable recursion for the steady state vector in Markov
 * chains of M/G/1 type, Stochastic Models 4, 1988):
 *
 * <pre>p[n+1] P(A = 0) = p[0] P(A > n) + sum for i = 1 .. n of p[i] P(A > n + 1 - i)</pre>
 */
final class SystemSize {
  /** What is left out counts for less than the rounding. */
  private static final double NEGLIGIBLE = 1e-15;

  private final double[] cumulated;

  private SystemSize(double[] cumulated) {
    this.cumulated = cumulated;
  }

  static SystemSize of(double load) {
    double[] more = exceeding(load);
    double none = Math.exp(-load);
    double[] p = new double[64];
    p[0] = 1 - load;
    int n = 0;
    // They may rise from none to one, and fall geometrically in the end.
    while (n == 0 || p[n] > NEGLIGIBLE * (1 - load)) {
      double sum = n < more.length ? p[0] * more[n] : 0;
      for (int i = Math.max(1, n + 2 - more.length); i <= n; i++) {
        sum += p[i] * more[n + 1 - i];
      }
      n++;
      if (n == p.length) {
        p = Arrays.copyOf(p, 2 * n);
      }
      p[n] = sum / none;
    }
    double[] cumulated = Arrays.copyOf(p, n + 1);
    Arrays.parallelPrefix(cumulated, Double::sum);
    return new SystemSize(cumulated);
  }

  /** P(A > n) for n = 0, 1, ..., added up from the small end, as far as it is not negligible. */
  private static double[] exceeding(double load) {
    double[] more = new double[32];
    double[] exactly = new double[more.length + 1];
    exactly[0] = Math.exp(-load);
    for (int n = 1; n < exactly.length; n++) {
      exactly[n] = exactly[n - 1] * load / n;
    }
    double sum = 0;
    for (int n = more.length - 1; n >= 0; n--) {
      sum += exactly[n + 1];
      more[n] = sum;
    }
    return more;
  }

  double atMost(int n) {
    return n < cumulated.length ? cumulated[n] : 1;
  }
}
