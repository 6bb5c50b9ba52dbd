package dev.pruefstand.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.trial.Absentee;
import dev.pruefstand.trial.Campaign;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FooterTest {

  @Test
  void aMachineIsNamedInFullWhereItFits() {
    String machine = SampleCampaign.campaign().environment().machine();
    assertEquals(machine, Footer.of(SampleCampaign.campaign()).machineWithin(888));
  }

  @Test
  void aLongProcessorNameIsShortenedAndTheRestStays() {
    String cpu = "Intel(R) Xeon(R) Processor ".repeat(14);
    Footer footer = Footer.of(SampleCampaign.campaign(cpu, "long"));
    String machine = footer.machineWithin(888);
    assertTrue(machine.startsWith("Intel Xeon"), machine);
    assertTrue(
        machine.endsWith(
            "…, 4 cores, Debian GNU/Linux 12 (bookworm), JDK Eclipse Adoptium 25.0.1+8-LTS"),
        machine);
    assertTrue(Text.width(machine, Typeface.FOOTER) <= 888);
  }

  @Test
  void whoIsMissingIsNamedBelowEveryPicture() {
    var sample = SampleCampaign.campaign();
    var campaign =
        new Campaign(
            sample.name(),
            sample.environment(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Absentee("nginx", "is not installed")),
            List.of());
    assertEquals("Not measured: nginx", Footer.of(campaign).remark());
    assertEquals("", Footer.of(sample).remark());
  }
}
