package dev.pruefstand.bench.fairness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.pruefstand.bench.peer.Peer;
import dev.pruefstand.bench.subject.Cores;
import dev.pruefstand.bench.subject.Entrant;
import dev.pruefstand.bench.subject.Launch;
import dev.pruefstand.bench.subject.Subject;
import dev.pruefstand.server.Server;
import dev.pruefstand.server.ServerConfig;
import dev.pruefstand.site.Site;
import dev.pruefstand.strategy.Strategy;
import dev.pruefstand.trial.Isolation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * All contenders do the same work for the same request: what {@link Check#demand} says of each
 * check. Who does less is either documented or found out. Peers have processes of their own, as
 * they are measured.
 */
@Timeout(120)
class FairnessTest {
  private static final Path WWW = Path.of("www");
  private static final int WORKERS = 4;

  private static final List<Audit> AUDITS = new ArrayList<>();

  @ParameterizedTest
  @EnumSource
  void everyStrategyDoesAllThatIsDemanded(Strategy strategy) throws IOException {
    strategy.unavailability().ifPresent(why -> abort(why));
    Site site = Site.load(WWW);
    try (Server server = strategy.start(ServerConfig.onLoopback(site, WORKERS))) {
      Audit audit = audit(new Contender(strategy.label(), server.address(), site));
      assertEquals(Map.of(), audit.findings());
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPeerDoesAllThatIsDemandedButWhatIsDocumented(Peer peer) throws IOException {
    peer.unavailability().ifPresent(why -> abort(why));
    var anywhere = new Cores(List.of(), List.of(), "not wanted");
    var launch = new Launch(Isolation.OWN_PROCESS, 0, WWW, anywhere, List.of());
    try (Subject server = new Entrant.Known(peer).start(launch)) {
      Audit audit = audit(new Contender(peer.label(), server.address(), Site.load(WWW)));
      assertEquals(
          peer.deviations().keySet(), audit.findings().keySet(), () -> audit.findings().toString());
    }
  }

  private static Audit audit(Contender contender) throws IOException {
    Audit audit = Audit.of(contender);
    AUDITS.add(audit);
    return audit;
  }

  @AfterAll
  static void printTheTable() {
    System.out.println(new AuditTable(AUDITS).markdown());
  }
}
