package dev.pruefstand.os.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of {@code sys/epoll.h}. */
@Timeout(30)
class EpollTest {
  @ParameterizedTest
  @CsvSource({
    "amd64,   12, 4",
    "x86_64,  12, 4",
    "aarch64, 16, 8",
    "riscv64, 16, 8",
    "'',      16, 8"
  })
  void onlyX86PacksTheEvent(String architecture, long bytes, long dataAt) {
    Epoll.EventLayout layout = Epoll.EventLayout.of(architecture);
    assertEquals(bytes, layout.bytes);
    assertEquals(dataAt, layout.dataAt);
  }

  @ParameterizedTest
  @CsvSource({
    "0x001,   EPOLLIN",
    "0x004,   EPOLLOUT",
    "0x008,   EPOLLERR",
    "0x010,   EPOLLHUP",
    "1,       EPOLL_CTL_ADD",
    "3,       EPOLL_CTL_MOD",
    "0x80000, EPOLL_CLOEXEC"
  })
  void theConstantsAreThoseOfTheHeader(String number, String name) {
    int value =
        switch (name) {
          case "EPOLLIN" -> Epoll.EPOLLIN;
          case "EPOLLOUT" -> Epoll.EPOLLOUT;
          case "EPOLLERR" -> Epoll.EPOLLERR;
          case "EPOLLHUP" -> Epoll.EPOLLHUP;
          case "EPOLL_CTL_ADD" -> Epoll.EPOLL_CTL_ADD;
          case "EPOLL_CTL_MOD" -> Epoll.EPOLL_CTL_MOD;
          case "EPOLL_CLOEXEC" -> Epoll.EPOLL_CLOEXEC;
          default -> throw new IllegalArgumentException(name);
        };
    assertEquals(Integer.decode(number), value);
  }
}
