package dev.pruefstand.os.bsd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbers of {@code sys/event.h}: as a table, and as a C compiler sees them. */
@Timeout(30)
class KeventLayoutTest {
  private static final String NO_COMPILER = "the emulation in C needs Linux and gcc";

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          member | macOS | FreeBSD
          size   | 32    | 64
          ident  |  0    |  0
          filter |  8    |  8
          flags  | 10    | 10
          fflags | 12    | 12
          data   | 16    | 16
          udata  | 24    | 24
          ext    |       | 32
          """)
  void theMembersStandWhereTheHeadersPutThem(String member, Long macOs, Long freeBsd) {
    if (macOs != null) {
      assertEquals(macOs, at(KeventLayout.MACOS, member));
    }
    assertEquals(freeBsd, at(KeventLayout.FREEBSD, member));
  }

  private static long at(KeventLayout layout, String member) {
    return switch (member) {
      case "size" -> layout.bytes;
      case "ident" -> KeventLayout.IDENT_AT;
      case "filter" -> KeventLayout.FILTER_AT;
      case "flags" -> KeventLayout.FLAGS_AT;
      case "fflags" -> KeventLayout.FFLAGS_AT;
      case "data" -> KeventLayout.DATA_AT;
      case "udata" -> KeventLayout.UDATA_AT;
      case "ext" -> KeventLayout.EXT_AT;
      default -> throw new IllegalArgumentException(member);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "-1, EVFILT_READ",
    "-2, EVFILT_WRITE",
    "0x0001, EV_ADD",
    "0x0002, EV_DELETE",
    "0x4000, EV_ERROR",
    "0x8000, EV_EOF",
    "2, ENOENT"
  })
  void theConstantsAreThoseOfTheHeaders(String number, String name) {
    int value =
        switch (name) {
          case "EVFILT_READ" -> Kqueue.EVFILT_READ;
          case "EVFILT_WRITE" -> Kqueue.EVFILT_WRITE;
          case "EV_ADD" -> Kqueue.EV_ADD;
          case "EV_DELETE" -> Kqueue.EV_DELETE;
          case "EV_ERROR" -> Kqueue.EV_ERROR;
          case "EV_EOF" -> Short.toUnsignedInt(Kqueue.EV_EOF);
          case "ENOENT" -> Kqueue.ENOENT;
          default -> throw new IllegalArgumentException(name);
        };
    assertEquals(Integer.decode(number), value);
  }

  @ParameterizedTest
  @EnumSource
  void theCompilerPutsTheMembersWhereWeDo(KeventLayout layout) {
    List<String> members =
        new ArrayList<>(List.of("size", "ident", "filter", "flags", "fflags", "data", "udata"));
    if (layout == KeventLayout.FREEBSD) {
      members.add("ext");
    }
    List<Long> ours = members.stream().map(member -> at(layout, member)).toList();
    List<Long> compilers =
        CompiledKqueue.shape(layout, "kevent_shape", members.size())
            .orElseGet(() -> abort(NO_COMPILER));
    assertEquals(compilers, ours);
  }

  @Test
  void theCompilerPutsTheMembersOfTimespecWhereWeDo() {
    List<Long> ours =
        LongStream.of(Kqueue.TIMESPEC_BYTES, Kqueue.TV_SEC_AT, Kqueue.TV_NSEC_AT).boxed().toList();
    List<Long> compilers =
        CompiledKqueue.shape(KeventLayout.MACOS, "timespec_shape", ours.size())
            .orElseGet(() -> abort(NO_COMPILER));
    assertEquals(compilers, ours);
  }
}
