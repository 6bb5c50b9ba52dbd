package dev.pruefstand.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.analysis.LoadFigures.Machine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(30)
class ProcessorsTest {
  @Test
  @EnabledOnOs(OS.LINUX)
  void whatOthersDidIsAShareOfTheTime() {
    Machine machine = Processors.now().since();
    assertEquals("", machine.reason());
    Double others = machine.others();
    assertTrue(others != null && others >= 0 && others <= 1, machine.toString());
    assertTrue(machine.stolen() >= 0 && machine.stolen() <= 1, machine.toString());
  }

  @Test
  void aServerWhoseTimeIsNotToldLeavesNothingToSay() {
    Machine machine = Processors.now(Long.MAX_VALUE).since();
    assertNull(machine.others());
    assertEquals("this system does not tell what its processors do", machine.reason());
  }
}
