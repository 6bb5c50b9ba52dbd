package dev.pruefstand.os.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.os.OsException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reasons for which there is no ring. */
@Timeout(10)
class RingSupportTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "38 | 0 | needs io_uring, which this kernel does not have: call failed: Function not"
            + " implemented (errno 38)",
        "1 | 0 | needs io_uring, which a container's or service's filter forbids: call failed:"
            + " Operation not permitted (errno 1)",
        "1 | 2 | needs io_uring, which the sysctl kernel.io_uring_disabled = 2 forbids: call"
            + " failed: Operation not permitted (errno 1)",
        "22 | 0 | needs a newer io_uring (Linux 6.1): call failed: Invalid argument (errno 22)",
        "12 | 0 | needs io_uring: call failed: Cannot allocate memory (errno 12)"
      })
  void theReasonSaysWhatIsMissingAndWhoForbidsIt(int errno, String sysctl, String reason) {
    assertEquals(reason, RingSupport.reason(OsException.of("call", errno), sysctl));
  }
}
