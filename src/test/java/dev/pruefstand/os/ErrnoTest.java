package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ErrnoTest {
  private static final int BAD_DESCRIPTOR = -1;
  private static final int EBADF = 9;

  @Test
  void aFailureNamesTheCallAndTheErrnoAndSaysWhatItMeans() throws Throwable {
    try (var errno = new Errno()) {
      int result = (int) LibC.CLOSE.invokeExact(errno.state(), BAD_DESCRIPTOR);
      var failure = assertThrows(OsException.class, () -> errno.check("close", result));
      assertEquals(EBADF, failure.errno());
      assertEquals("close failed: Bad file descriptor (errno 9)", failure.getMessage());
    }
  }

  @Test
  void aResultThatIsNotNegativeIsPassedOn() {
    try (var errno = new Errno()) {
      assertEquals(0, errno.check("close", 0));
      assertEquals(7, errno.check("socket", 7));
    }
  }

  @Test
  void aFunctionThatIsNotThereIsNamed() {
    var failure =
        assertThrows(
            UnsatisfiedLinkError.class,
            () ->
                Errno.downcall(
                    Linker.nativeLinker().defaultLookup(),
                    "no_such_function",
                    FunctionDescriptor.of(ValueLayout.JAVA_INT),
                    -1));
    assertTrue(failure.getMessage().contains("no_such_function"), failure::getMessage);
  }
}
