package dev.pruefstand.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pruefstand.os.bsd.BsdAbi;
import dev.pruefstand.os.linux.LinuxAbi;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sockaddr} byte by byte, for systems on which the tests do not run too. */
@Timeout(30)
class SocketAddressesTest {
  /** Linux' family is a number of two bytes in the machine's own order. */
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private static final String ZEROES_8 = "00".repeat(8);

  @ParameterizedTest
  @CsvSource({
    "Linux,   0200, 127.0.0.1, 8080",
    "macOS,   1002, 127.0.0.1, 8080",
    "FreeBSD, 1002, 127.0.0.1, 8080"
  })
  void anIpv4AddressHasSixteenBytes(String system, String head, String ip, int port)
      throws UnknownHostException {
    assertEquals(native16(system, head) + "1f90" + "7f000001" + ZEROES_8, hex(system, ip, port));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,   0a00, 2001:db8::1, 65535",
    "macOS,   1c1e, 2001:db8::1, 65535",
    "FreeBSD, 1c1c, 2001:db8::1, 65535"
  })
  void anIpv6AddressHasTwentyEightBytes(String system, String head, String ip, int port)
      throws UnknownHostException {
    String bytes = "20010db8" + ZEROES_8 + "00000001";
    String expected = native16(system, head) + "ffff" + "00000000" + bytes + "00000000";
    assertEquals(expected, hex(system, ip, port));
  }

  private static String native16(String system, String head) {
    boolean swapped = system.equals("Linux") && !LITTLE;
    return swapped ? head.substring(2) + head.substring(0, 2) : head;
  }

  private static String hex(String system, String ip, int port) throws UnknownHostException {
    Abi abi =
        switch (system) {
          case "Linux" -> LinuxAbi.ABI;
          case "macOS" -> BsdAbi.MACOS;
          case "FreeBSD" -> BsdAbi.FREEBSD;
          default -> throw new IllegalArgumentException(system);
        };
    var addresses = new SocketAddresses(abi);
    var address = new InetSocketAddress(InetAddress.getByName(ip), port);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(SocketAddresses.MAX_BYTES, 8).fill((byte) 0x55);
      int bytes = addresses.write(memory, address);
      assertEquals(address, addresses.read(memory));
      return HexFormat.of().formatHex(memory.asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
    }
  }
}
