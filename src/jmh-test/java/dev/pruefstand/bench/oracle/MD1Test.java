package dev.pruefstand.bench.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MD1Test {
  private static final long SERVICE = 1_000_000;

  /** Enough digits to lose two thirds of them. */
  private static final MathContext DIGITS = new MathContext(120);

  private static MD1 underLoad(double load) {
    return new MD1(load * 1_000, SERVICE);
  }

  /**
   * Erlang's formula of 1909 as it stands, in decimal arithmetic. With x in service times:
   *
   * <pre>P(W <= x) = (1 - ρ) sum for k = 0 .. floor(x) of (ρ (k - x))^k / k! exp(ρ (x - k))</pre>
   */
  private static double erlang(String load, String services) {
    var rho = new BigDecimal(load);
    var x = new BigDecimal(services);
    var sum = BigDecimal.ZERO;
    var factorial = BigDecimal.ONE;
    for (int k = 0; k <= x.intValue(); k++) {
      if (k > 0) {
        factorial = factorial.multiply(BigDecimal.valueOf(k));
      }
      BigDecimal exponent = rho.multiply(x.subtract(BigDecimal.valueOf(k)));
      BigDecimal power = k == 0 ? BigDecimal.ONE : exponent.negate().pow(k, DIGITS);
      sum = sum.add(power.divide(factorial, DIGITS).multiply(exp(exponent)), DIGITS);
    }
    return BigDecimal.ONE.subtract(rho).multiply(sum).doubleValue();
  }

  /** The power series, for exponents from 0 to 100. */
  private static BigDecimal exp(BigDecimal exponent) {
    var sum = BigDecimal.ZERO;
    var term = BigDecimal.ONE;
    for (int i = 1; i < 1_000; i++) {
      sum = sum.add(term, DIGITS);
      term = term.multiply(exponent).divide(BigDecimal.valueOf(i), DIGITS);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.3", "0.5", "0.7", "0.9", "0.95"})
  void theDistributionIsErlangs(String load) {
    MD1 theory = underLoad(Double.parseDouble(load));
    for (String services :
        new String[] {"0", "0.25", "0.999", "1", "1.5", "2", "5.75", "17.25", "40.5", "80"}) {
      double expected = erlang(load, services);
      double found = theory.shareNotWaitingLonger(Double.parseDouble(services) * SERVICE);
      assertEquals(expected, found, 1e-12, services + " service times");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.3", "0.7", "0.9"})
  void erlangsFormulaAgreesAtTheQuantiles(String load) {
    MD1 theory = underLoad(Double.parseDouble(load));
    for (double quantile : new double[] {0.75, 0.9, 0.99, 0.999, 0.9999}) {
      double services = theory.quantileNanos(quantile) / SERVICE - 1;
      assertEquals(quantile, erlang(load, Double.toString(services)), 1e-11);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.7, 0.9, 0.99})
  void aShareOfOneMinusTheLoadDoesNotWait(double load) {
    MD1 theory = underLoad(load);
    assertEquals(1 - load, theory.shareNotWaitingLonger(0), 1e-12);
    assertEquals(SERVICE, theory.quantileNanos(0));
    assertEquals(SERVICE, theory.quantileNanos(0.999 * (1 - load)));
    assertTrue(theory.quantileNanos(1.01 * (1 - load)) > SERVICE);
  }

  /** The moments after Pollaczek and Khinchin, with the quantile function added up over (0, 1). */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.7, 0.9})
  void theMomentsArePollaczeksAndKhinchins(double load) {
    MD1 theory = underLoad(load);
    int steps = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < steps; i++) {
      double waiting = theory.quantileNanos((i + 0.5) / steps) / SERVICE - 1;
      sum += waiting;
      squares += waiting * waiting;
    }
    double mean = load / (2 * (1 - load));
    double second = 2 * mean * mean + load / (3 * (1 - load));
    assertEquals(mean, sum / steps, 5e-4 * mean);
    assertEquals(second, squares / steps, 5e-3 * second);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99, 0.999})
  void theMeanNumberInTheSystemIsAsLittleSays(double load) {
    SystemSize size = SystemSize.of(load);
    double mean = 0;
    for (int n = 0; size.atMost(n) < 1 - 1e-13 && n < 100_000; n++) {
      mean += 1 - size.atMost(n);
    }
    double expected = load + load * load / (2 * (1 - load));
    assertEquals(expected, mean, 1e-7 * expected);
  }

  /** Far out the distribution falls as an exponential with the root of ρ (e^η - 1) = η. */
  @Test
  void theTailFallsAsItsRootSays() {
    double load = 0.9;
    double root = 1;
    for (int i = 0; i < 1_000; i++) {
      root = Math.log1p(root / load);
    }
    MD1 theory = underLoad(load);
    double services = (theory.quantileNanos(1 - 1e-8) - theory.quantileNanos(1 - 1e-6)) / SERVICE;
    assertEquals(Math.log(100) / root, services, 1e-4);
  }

  @Test
  void whereRoundingWouldDecideThereIsNoQuantile() {
    assertEquals(Double.POSITIVE_INFINITY, underLoad(0.5).quantileNanos(1));
    assertThrows(
        IllegalArgumentException.class, () -> underLoad(0.5).quantileNanos(Math.nextDown(1.0)));
  }
}
