package dev.pruefstand.os;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * {@code struct sockaddr_in} (16 bytes) and {@code struct sockaddr_in6} (28 bytes) to and from
 * Java. Source: ip(7), ipv6(7), and the BSDs' {@code netinet/in.h}, whose first byte is a length.
 */
final class SocketAddresses {
  /** Room for either of them. */
  static final long MAX_BYTES = 28;

  private static final int IPV4_BYTES = 16;
  private static final int IPV6_BYTES = 28;
  private static final ValueLayout.OfShort FAMILY = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfShort PORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final long PORT_AT = 2;
  private static final long IPV4_AT = 4;
  private static final long IPV6_AT = 8;
  private static final long SCOPE_AT = 24;

  private final Abi abi;

  SocketAddresses(Abi abi) {
    this.abi = abi;
  }

  int family(InetSocketAddress address) {
    return address.getAddress() instanceof Inet6Address ? abi.afInet6() : abi.afInet();
  }

  /** Writes the address and returns its length. */
  int write(MemorySegment to, InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    int length = ip instanceof Inet6Address ? IPV6_BYTES : IPV4_BYTES;
    to.asSlice(0, length).fill((byte) 0);
    if (abi.lengthInAddress()) {
      to.set(ValueLayout.JAVA_BYTE, 0, (byte) length);
      to.set(ValueLayout.JAVA_BYTE, 1, (byte) family(address));
    } else {
      to.set(FAMILY, 0, (short) family(address));
    }
    to.set(PORT, PORT_AT, (short) address.getPort());
    byte[] bytes = ip.getAddress();
    MemorySegment.copy(
        bytes,
        0,
        to,
        ValueLayout.JAVA_BYTE,
        length == IPV6_BYTES ? IPV6_AT : IPV4_AT,
        bytes.length);
    if (ip instanceof Inet6Address ipv6) {
      to.set(ValueLayout.JAVA_INT_UNALIGNED, SCOPE_AT, ipv6.getScopeId());
    }
    return length;
  }

  InetSocketAddress read(MemorySegment from) {
    int family = abi.lengthInAddress() ? from.get(ValueLayout.JAVA_BYTE, 1) : from.get(FAMILY, 0);
    var bytes = new byte[family == abi.afInet6() ? 16 : 4];
    long at = family == abi.afInet6() ? IPV6_AT : IPV4_AT;
    MemorySegment.copy(from, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(bytes), Short.toUnsignedInt(from.get(PORT, PORT_AT)));
    } catch (UnknownHostException impossible) {
      throw new AssertionError("an address of 4 or 16 bytes is well-formed", impossible);
    }
  }
}
