package dev.pruefstand.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every server is started and stopped many times in a row while clients are at it. */
@ParameterizedClass
@MethodSource("dev.pruefstand.server.Contender#all")
@Timeout(120)
class StopDuringLoadTest {
  private static final int LIVES = 200;

  /** kqueue's emulations are the same event loop over a slower poller. */
  private static final int EMULATED_LIVES = 25;

  private static final int USERS = 3;
  private static final int ANSWERS = 10;
  private static final int PATIENCE_SECONDS = 30;

  @Parameter Contender contender;

  /** A server's life, and how many answers are still to be given before its end. */
  private record Life(Server server, CountDownLatch answers) {}

  private final AtomicReference<Life> present = new AtomicReference<>();
  private volatile boolean over;
  private List<Thread> users = List.of();

  @Test
  void stoppingAmidRequestsManyTimesInARowLeavesNothing() throws Exception {
    try (Server first = contender.start(TestSite.config())) {
      present.set(new Life(first, new CountDownLatch(ANSWERS)));
      over = true;
      ask(present.get(), "page.html");
    }
    Remains before = Remains.now();
    int lives = contender.toString().contains("EMULATED") ? EMULATED_LIVES : LIVES;
    over = false;
    users =
        IntStream.range(0, USERS).mapToObj(i -> Thread.ofPlatform().start(() -> use(i))).toList();
    try {
      for (int life = 0; life < lives; life++) {
        live(life);
      }
    } finally {
      over = true;
      for (Thread user : users) {
        user.join();
      }
    }
    before.assertNothingAdded();
  }

  /** Long enough for some answers, so that the end comes in the midst of others. */
  private void live(int number) throws InterruptedException {
    var life = new Life(contender.start(TestSite.config()), new CountDownLatch(ANSWERS));
    try (life.server) {
      present.set(life);
      if (!life.answers.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        fail("life " + number + " gave too few answers: " + life + ", users: " + whereUsersAre());
      }
    }
    assertEquals(0, life.server.stats().open(), "life " + number);
  }

  /** Where each user's thread is, for whoever has to find out. */
  private String whereUsersAre() {
    var stacks = new StringBuilder();
    for (Thread user : users) {
      stacks.append('\n').append(user.getState());
      for (StackTraceElement frame : user.getStackTrace()) {
        stacks.append("\n  ").append(frame);
      }
    }
    return stacks.toString();
  }

  private void use(int which) {
    List<String> files = TestSite.files();
    while (!over) {
      try {
        ask(present.get(), files.get(which % files.size()));
      } catch (IOException ended) {
        // With the server's life; the next one has begun or is about to.
        Thread.onSpinWait();
      }
    }
  }

  /**
   * On one connection until it ends, or the life does; and once if it has done so already. A new
   * server can get the port of the one before: whoever came too late then talks to the next.
   */
  private void ask(Life life, String file) throws IOException {
    try (var client = new RawClient(life.server)) {
      do {
        client.get(file);
        client.answer();
        life.answers.countDown();
      } while (!over && life == present.get());
    }
  }
}
