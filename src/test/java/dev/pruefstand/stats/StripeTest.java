package dev.pruefstand.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.Allocation;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StripeTest {
  private final Stripe stripe = new Stripe(2);

  @Test
  void everyCounterCountsItsOwn() {
    stripe.answered(2, 0);
    stripe.answered(2, 1);
    stripe.answered(4, 1);
    stripe.answered(5, -1);
    stripe.answeredStats();
    stripe.sent(1L << 40);
    stripe.sent(1);
    assertEquals(2, stripe.family(2));
    assertEquals(0, stripe.family(3));
    assertEquals(1, stripe.family(4));
    assertEquals(1, stripe.family(5));
    assertEquals(1, stripe.path(0));
    assertEquals(2, stripe.path(1));
    assertEquals(1, stripe.path(2), "all others");
    assertEquals(1, stripe.stats());
    assertEquals((1L << 40) + 1, stripe.bytes());
  }

  @Test
  void serviceTimesAreToldToAHundredthAndNoTimeIsTooLong() {
    stripe.served("/", 200, 0, 1_000_000);
    stripe.served("/", 200, 0, TimeUnit.DAYS.toNanos(1));
    stripe.served("/", 200, 0, -5);
    Histogram sum = Stripe.emptySum();
    stripe.addServiceTo(sum);
    stripe.addServiceTo(sum);
    assertEquals(6, sum.getTotalCount());
    assertEquals(0, sum.getMinValue());
    assertEquals(1e6, sum.getValueAtPercentile(50), 1e4);
    assertEquals(TimeUnit.HOURS.toNanos(1), sum.getMaxValue(), TimeUnit.SECONDS.toNanos(36));
  }

  @Test
  void countingAllocatesNothing() {
    Allocation.assertNone(
        () -> {
          stripe.answered(2, 1);
          stripe.sent(100);
          stripe.served("/", 200, 1, 2);
        });
  }
}
