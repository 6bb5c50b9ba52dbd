package dev.pruefstand.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pruefstand.conversation.Conversation.Phase;
import dev.pruefstand.http.Limits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow to send or to read cost memory, and only so much of it. */
@Timeout(60)
class MemoryBudgetTest {
  private static final String HALF = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(3_000);
  private static final String LARGE = "GET /copied.txt HTTP/1.1\r\nHost: a\r\n\r\n";

  private final MemoryBudget memory = new MemoryBudget(50_000);
  private final Conversations server =
      new Conversations(SampleSite.SITE, Limits.DEFAULT, null, memory);

  @Test
  void whatIsLentIsCountedAndTooMuchIsRefused() {
    var budget = new MemoryBudget(10);
    assertTrue(budget.lend(7));
    assertFalse(budget.lend(4));
    assertTrue(budget.lend(3));
    assertEquals(10, budget.lentBytes());
    assertTrue(budget.lend(-10));
    assertEquals(0, budget.lentBytes());
  }

  @Test
  void aRequestThatArrivesWholeBorrowsNothing() {
    new Client(server).send("GET /hello.html HTTP/1.1\r\nHost: a\r\n\r\n");
    assertEquals(0, memory.lentBytes());
  }

  @Test
  void unfinishedRequestsBeyondTheBudgetAreRefusedAndTheOthersGoOn() {
    var clients = new ArrayList<Client>();
    for (int i = 0; i < 40; i++) {
      clients.add(new Client(server).send(HALF));
      assertTrue(memory.lentBytes() <= 50_000);
    }
    long refused = clients.stream().filter(c -> c.phase() == Phase.LINGERING).count();
    assertTrue(refused > 20 && refused < 30, refused + " refused");
    assertEquals(List.of(503), clients.getLast().statuses());
    assertEquals(List.of(200), clients.getFirst().send("\r\n\r\n").statuses());
    clients.forEach(Client::close);
    assertEquals(0, memory.lentBytes());
  }

  @Test
  void answersThatNobodyReadsBeyondTheBudgetEndTheConnection() {
    var clients = new ArrayList<Client>();
    for (int i = 0; i < 10; i++) {
      var client = new Client(server);
      client.reads = false;
      clients.add(client.send(LARGE));
      assertTrue(memory.lentBytes() <= 50_000);
    }
    assertEquals(Phase.SENDING, clients.getFirst().phase());
    assertEquals(Phase.FINISHED, clients.getLast().phase());
    clients.getFirst().reads = true;
    clients.getFirst().readOnce();
    assertEquals(List.of(200), clients.getFirst().statuses());
    clients.forEach(Client::close);
    assertEquals(0, memory.lentBytes());
  }

  @Test
  void whatWillBeToldOfAnswersIsHeldAgainstTheBudgetWhileTheyAreStuck() {
    String request = "HEAD /" + "a".repeat(180) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    var client = new Client(server).send(request);
    int head = client.receivedBytes();
    client.reads = false;
    client.send(request.repeat(20));
    client.roomBytes = 20 * head - 1;
    client.readOnce();
    assertTrue(memory.lentBytes() > 20 * 180, "lent: " + memory.lentBytes());
    client.readOnce();
    assertEquals(0, memory.lentBytes());
  }

  @Test
  void statisticsThatNobodyReadsAreHeldAgainstTheBudget() {
    var reader = new Client(server);
    for (int i = 0; i < 100; i++) {
      reader.send("GET /" + "%01".repeat(190) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    for (int i = 0; i < 10; i++) {
      var client = new Client(server);
      client.reads = false;
      client.send("GET /stats.json HTTP/1.1\r\nHost: a\r\n\r\n".repeat(40));
      assertTrue(memory.lentBytes() <= 50_000, memory.lentBytes() + " lent");
    }
  }

  @Test
  void whatIsPipelinedBehindALargeAnswerIsDroppedAndNotMixedIntoIt() {
    assertTrue(memory.lend(49_000));
    var client = new Client(server);
    client.send("GET /large.txt HTTP/1.1\r\nHost: a\r\n\r\n" + LARGE.repeat(100));
    assertEquals(List.of(200), client.statuses());
    assertEquals(SampleSite.LARGE, client.replies().getFirst().body());
    assertEquals(Phase.FINISHED, client.phase());
  }
}
