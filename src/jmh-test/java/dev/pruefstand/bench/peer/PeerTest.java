package dev.pruefstand.bench.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pruefstand.os.OpenDescriptors;
import dev.pruefstand.server.Await;
import dev.pruefstand.server.RawClient;
import dev.pruefstand.site.Resource;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each peer, started in this process. */
@Timeout(60)
class PeerTest {
  private static final Path WWW = Path.of("www");

  /** A daemon that Helidon's servers leave behind: helidon-io/helidon issue 11939. */
  private static final String STAYS = "helidon-idle-connection-timer";

  private static PeerServer start(Peer peer, PeerConfig config) throws IOException {
    peer.unavailability().ifPresent(why -> abort(why));
    return peer.start(config);
  }

  /** Threads of this group: the JVM's own come and go elsewhere, and so do those for processes. */
  private static Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    ThreadGroup own = Thread.currentThread().getThreadGroup();
    threads.removeIf(
        thread -> thread.getThreadGroup() != own || thread.getName().startsWith("junit"));
    return threads;
  }

  private static void awaitNoThreadBut(Set<Thread> before) throws IOException {
    Await.until(
        "no thread but those before: " + before,
        () -> {
          Set<Thread> added = threads();
          added.removeAll(before);
          added.removeIf(thread -> thread.getName().equals(STAYS));
          return added.size();
        },
        count -> count == 0);
  }

  private static byte[] get(PeerServer server, String path) throws IOException {
    try (var client = new RawClient(server.address(), OptionalInt.empty())) {
      client.get(path.substring(1));
      return client.answer().body();
    }
  }

  @ParameterizedTest
  @EnumSource
  void servesEachFileOnAPortThatItTells(Peer peer) throws IOException {
    PeerConfig config = PeerConfig.onLoopback(0, WWW);
    try (PeerServer server = start(peer, config)) {
      assertTrue(server.address().getPort() > 0);
      for (Resource file : config.site().resources()) {
        assertArrayEquals(file.body().toArray(ValueLayout.JAVA_BYTE), get(server, file.path()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNeitherThreadNorSocketNorProcess(Peer peer) throws IOException {
    PeerConfig config = PeerConfig.onLoopback(0, WWW);
    Set<Thread> before = threads();
    long sockets = OpenDescriptors.sockets();
    PeerServer server = start(peer, config);
    get(server, "/hello.html");
    ProcessHandle process = ProcessHandle.of(server.processId()).orElseThrow();
    server.close();
    server.close();
    awaitNoThreadBut(before);
    Await.until("no socket", OpenDescriptors::sockets, count -> count <= sockets);
    assertTrue(process.equals(ProcessHandle.current()) || !process.isAlive());
    assertEquals(0, ProcessHandle.current().descendants().count());
  }

  @ParameterizedTest
  @EnumSource
  void saysSoWhenThePortIsTakenAndLeavesNoThread(Peer peer) throws IOException {
    Set<Thread> before = threads();
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      PeerConfig config = PeerConfig.onLoopback(taken.getLocalPort(), WWW);
      Exception failure = assertThrows(Exception.class, () -> start(peer, config).close());
      assertFalse(failure.getMessage().isBlank());
    }
    awaitNoThreadBut(before);
  }

  @Test
  void eachHasALabelOfItsOwnByWhichItIsFound() {
    for (Peer peer : Peer.values()) {
      assertEquals(Optional.of(peer), Peer.of(peer.label()));
    }
    assertEquals(
        Peer.values().length,
        Arrays.stream(Peer.values()).map(Peer::label).collect(Collectors.toSet()).size());
    assertEquals(Optional.empty(), Peer.of("apache"));
  }

  @Test
  void aDirectoryThatIsMissingIsNamed() {
    IOException failure =
        assertThrows(IOException.class, () -> PeerConfig.onLoopback(0, Path.of("no-such-folder")));
    assertTrue(failure.getMessage().contains("no-such-folder"), failure.getMessage());
  }
}
