package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.os.bsd.BsdAbi;
import dev.pruefstand.os.linux.LinuxAbi;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three systems' numbers in one table, as the C headers have them. */
@Timeout(30)
class AbiTest {
  private static final Map<String, ToIntFunction<Abi>> NUMBERS =
      Map.ofEntries(
          Map.entry("AF_INET", Abi::afInet),
          Map.entry("AF_INET6", Abi::afInet6),
          Map.entry("accept4 flags", Abi::acceptFlags),
          Map.entry("SOL_SOCKET", Abi::solSocket),
          Map.entry("SO_REUSEADDR", Abi::soReuseAddr),
          Map.entry("SO_REUSEPORT(_LB)", Abi::soReusePort),
          Map.entry("SO_SNDBUF", Abi::soSndBuf),
          Map.entry("SO_ERROR", Abi::soError),
          Map.entry("SO_NOSIGPIPE", Abi::soNoSigPipe),
          Map.entry("MSG_NOSIGNAL", Abi::sendFlags),
          Map.entry("O_NONBLOCK", Abi::oNonBlock),
          Map.entry("EINTR", abi -> abi.errnos().eintr()),
          Map.entry("EAGAIN", abi -> abi.errnos().eagain()),
          Map.entry("ENFILE", abi -> abi.errnos().enfile()),
          Map.entry("EMFILE", abi -> abi.errnos().emfile()),
          Map.entry("ENOBUFS", abi -> abi.errnos().enobufs()),
          Map.entry("ENOMEM", abi -> abi.errnos().enomem()),
          Map.entry("EPIPE", abi -> abi.errnos().epipe()),
          Map.entry("ECONNABORTED", abi -> abi.errnos().econnAborted()),
          Map.entry("ECONNRESET", abi -> abi.errnos().econnReset()),
          Map.entry("ECONNREFUSED", abi -> abi.errnos().econnRefused()),
          Map.entry("ENOTCONN", abi -> abi.errnos().enotConn()),
          Map.entry("ETIMEDOUT", abi -> abi.errnos().etimedOut()),
          Map.entry("EINPROGRESS", abi -> abi.errnos().einProgress()),
          Map.entry("EADDRINUSE", abi -> abi.errnos().eaddrInUse()),
          Map.entry("EADDRNOTAVAIL", abi -> abi.errnos().eaddrNotAvail()),
          Map.entry("EPERM", abi -> abi.errnos().eperm()),
          Map.entry("EPROTO", abi -> abi.errnos().eproto()),
          Map.entry("ENETDOWN", abi -> abi.errnos().enetDown()),
          Map.entry("ENETUNREACH", abi -> abi.errnos().enetUnreach()),
          Map.entry("ENETRESET", abi -> abi.errnos().enetReset()),
          Map.entry("EHOSTDOWN", abi -> abi.errnos().ehostDown()),
          Map.entry("EHOSTUNREACH", abi -> abi.errnos().ehostUnreach()));

  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          name          | Linux   | macOS   | FreeBSD
          AF_INET       | 2       | 2       | 2
          AF_INET6      | 10      | 30      | 28
          accept4 flags | 0x80800 | 0       | 0x30000000
          SOL_SOCKET    | 1       | 0xffff  | 0xffff
          SO_REUSEADDR  | 2       | 4       | 4
          SO_REUSEPORT(_LB) | 15  | 0       | 0x10000
          SO_SNDBUF     | 7       | 0x1001  | 0x1001
          SO_ERROR      | 4       | 0x1007  | 0x1007
          SO_NOSIGPIPE  | 0       | 0x1022  | 0x0800
          MSG_NOSIGNAL  | 0x4000  | 0x80000 | 0x20000
          O_NONBLOCK    | 0x800   | 4       | 4
          EINTR         | 4       | 4       | 4
          EAGAIN        | 11      | 35      | 35
          ENFILE        | 23      | 23      | 23
          EMFILE        | 24      | 24      | 24
          ENOBUFS       | 105     | 55      | 55
          ENOMEM        | 12      | 12      | 12
          EPIPE         | 32      | 32      | 32
          ECONNABORTED  | 103     | 53      | 53
          ECONNRESET    | 104     | 54      | 54
          ECONNREFUSED  | 111     | 61      | 61
          ENOTCONN      | 107     | 57      | 57
          ETIMEDOUT     | 110     | 60      | 60
          EINPROGRESS   | 115     | 36      | 36
          EADDRINUSE    | 98      | 48      | 48
          EADDRNOTAVAIL | 99      | 49      | 49
          EPERM         | 1       | 1       | 1
          EPROTO        | 71      | 100     | 92
          ENETDOWN      | 100     | 50      | 50
          ENETUNREACH   | 101     | 51      | 51
          ENETRESET     | 102     | 52      | 52
          EHOSTDOWN     | 112     | 64      | 64
          EHOSTUNREACH  | 113     | 65      | 65
          """)
  void theNumbersAreThoseOfTheHeaders(String name, String linux, String macOs, String freeBsd) {
    ToIntFunction<Abi> number = NUMBERS.get(name);
    assertAll(
        () -> assertEquals(Integer.decode(linux), number.applyAsInt(LinuxAbi.ABI)),
        () -> assertEquals(Integer.decode(macOs), number.applyAsInt(BsdAbi.MACOS)),
        () -> assertEquals(Integer.decode(freeBsd), number.applyAsInt(BsdAbi.FREEBSD)));
  }

  @Test
  void theTableHasARowForEveryNumber() {
    int inAbi = Abi.class.getRecordComponents().length;
    int inErrnos = Abi.Errnos.class.getRecordComponents().length;
    int notNumbers = 4; // system, lengthInAddress, errnos, deadInQueue
    assertEquals(inAbi + inErrnos - notNumbers, NUMBERS.size());
  }

  /** ECONNABORTED everywhere; Linux also passes the network's errors on, see accept(2). */
  @Test
  void connectionsThatDiedInTheQueueAreNoReasonToStopAccepting() {
    assertAll(
        () ->
            assertEquals(
                Set.of(103, 100, 71, 92, 112, 64, 113, 101), LinuxAbi.ABI.errnos().deadInQueue()),
        () -> assertEquals(Set.of(53), BsdAbi.MACOS.errnos().deadInQueue()),
        () -> assertEquals(Set.of(53), BsdAbi.FREEBSD.errnos().deadInQueue()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ECONNRESET",
        "EPIPE",
        "ECONNABORTED",
        "ECONNREFUSED",
        "ETIMEDOUT",
        "ENOTCONN",
        "EPERM",
        "EPROTO",
        "ENETDOWN",
        "ENETUNREACH",
        "ENETRESET",
        "EHOSTDOWN",
        "EHOSTUNREACH"
      })
  void whatEndsAConnectionIsNoFaultOfOurs(String name) {
    for (Abi abi : List.of(LinuxAbi.ABI, BsdAbi.MACOS, BsdAbi.FREEBSD)) {
      assertTrue(abi.errnos().isGone(NUMBERS.get(name).applyAsInt(abi)), abi.system());
    }
  }

  /** EBADF, ENOTSOCK and EFAULT would be faults of ours, and those are to be heard of. */
  @ParameterizedTest
  @ValueSource(ints = {9, 14, 88, 38})
  void aFaultOfOursIsNotTakenForTheEndOfAConnection(int errno) {
    assertFalse(LinuxAbi.ABI.errnos().isGone(errno));
  }

  @Test
  void theNumbersThatAllSystemsShareAreThose() {
    assertAll(
        () -> assertEquals(6, Abi.IPPROTO_TCP),
        () -> assertEquals(1, Abi.TCP_NODELAY),
        () -> assertEquals(1, Abi.SOCK_STREAM),
        () -> assertEquals(1, Abi.SHUT_WR),
        () -> assertEquals(3, Abi.F_GETFL),
        () -> assertEquals(4, Abi.F_SETFL),
        () -> assertEquals(2, Abi.F_SETFD),
        () -> assertEquals(1, Abi.FD_CLOEXEC));
  }

  @Test
  void whereNoOptionSpreadsConnectionsItIsKnown() {
    assertAll(
        () -> assertTrue(LinuxAbi.ABI.spreadsConnections()),
        () -> assertTrue(BsdAbi.FREEBSD.spreadsConnections()),
        () -> assertFalse(BsdAbi.MACOS.spreadsConnections()));
  }

  /** Which also shows that nothing but the option is another one. */
  @Test
  void macOsIsASystemWithoutSpreadingAlready() {
    assertEquals(BsdAbi.MACOS, BsdAbi.MACOS.withoutSpreading());
    assertFalse(LinuxAbi.ABI.withoutSpreading().spreadsConnections());
  }

  @Test
  void onlyTheBsdsBeginAnAddressWithItsLength() {
    assertAll(
        () -> assertEquals(false, LinuxAbi.ABI.lengthInAddress()),
        () -> assertEquals(true, BsdAbi.MACOS.lengthInAddress()),
        () -> assertEquals(true, BsdAbi.FREEBSD.lengthInAddress()));
  }
}
