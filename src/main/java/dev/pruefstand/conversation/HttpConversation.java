package dev.pruefstand.conversation;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.http.Method;
import dev.pruefstand.http.RequestParser;
import dev.pruefstand.http.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over the bytes of one connection. Serving a file that fits the workspace from a request
 * that arrived whole allocates nothing and keeps nothing.
 */
final class HttpConversation implements Conversation {
  private static final Logger LOG = System.getLogger(HttpConversation.class.getName());

  /** A body up to this length is copied behind its head, so that both leave in one call. */
  private static final int COPIED_BYTES = 16 * 1024;

  /** Room that the next answer may need: its head, and a body that is copied. */
  private static final int ANSWER_BYTES = COPIED_BYTES + 4 * 1024;

  private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

  private final Conversations shared;
  private final RequestParser parser;
  private final Responder responder;

  /** Bytes that belong to an unfinished request, or to requests that must wait for their turn. */
  private byte @Nullable [] kept;

  private int keptBytes;
  private boolean keptIsReady;

  /** What a full socket did not take of the workspace's output. */
  private byte @Nullable [] unsent;

  /** What is left of a body that is sent from where it lies. */
  private @Nullable MemorySegment rest;

  private Phase phase = Phase.RECEIVING;

  /** Where the present answer leads once all of it is sent. */
  private Phase afterwards = Phase.RECEIVING;

  private boolean requestBegun;
  private long deadlineNanos;

  /** Bytes of /stats answers that are still to be sent, and counted nowhere. */
  private long uncountedBytes;

  HttpConversation(Conversations shared, long nowNanos) {
    this.shared = shared;
    this.parser = new RequestParser(shared.limits);
    this.responder = new Responder(shared, parser);
    this.deadlineNanos = nowNanos + shared.limits.request().toNanos();
  }

  @Override
  public void receive(Workspace workspace, int bytes, long nowNanos) {
    if (phase != Phase.RECEIVING) {
      return;
    }
    if (kept == null) {
      MemorySegment.copy(workspace.input(), ValueLayout.JAVA_BYTE, 0, workspace.request, 0, bytes);
      int used = serve(workspace, workspace.request, bytes);
      keep(workspace.request, used, bytes);
    } else {
      byte[] enlarged =
          keptBytes + bytes <= kept.length ? kept : Arrays.copyOf(kept, keptBytes + bytes);
      MemorySegment.copy(workspace.input(), ValueLayout.JAVA_BYTE, 0, enlarged, keptBytes, bytes);
      keptBytes += bytes;
      kept = enlarged;
      serveKept(workspace);
    }
    settle(nowNanos);
  }

  private void serveKept(Workspace workspace) {
    byte[] bytes = kept;
    if (bytes != null) {
      keptIsReady = false;
      int used = serve(workspace, bytes, keptBytes);
      keep(bytes, used, keptBytes);
    }
  }

  /** Answers whole requests as long as there is room, and returns how many bytes they took. */
  private int serve(Workspace workspace, byte[] bytes, int end) {
    int at = 0;
    while (at < end && afterwards == Phase.RECEIVING) {
      if (rest != null || workspace.staged > Workspace.OUTPUT_BYTES - ANSWER_BYTES) {
        keptIsReady = true;
        break;
      }
      RequestParser.Outcome outcome = parser.parse(bytes, at, end);
      if (outcome == RequestParser.Outcome.INCOMPLETE) {
        break;
      }
      if (outcome == RequestParser.Outcome.REFUSED) {
        refuse(workspace, parser.refusal());
        break;
      }
      int length = parser.length();
      respond(workspace, bytes, at);
      at += length;
      parser.reset();
    }
    return at;
  }

  private void respond(Workspace workspace, byte[] bytes, int start) {
    try {
      Answer answer = responder.answer(bytes, start);
      if (responder.closes()) {
        // A body is not read. It may be on its way, so the end has to be a lingering one.
        afterwards = parser.values().hasBody() ? Phase.LINGERING : Phase.FINISHED;
      }
      int before = workspace.staged;
      stage(workspace, answer, responder.sendsBody());
      if (responder.tellsStatistics()) {
        uncountedBytes += workspace.staged - before;
      }
    } catch (RuntimeException fault) {
      LOG.log(Level.ERROR, "a request could not be answered", fault);
      refuse(workspace, Status.INTERNAL_SERVER_ERROR);
    }
  }

  private void refuse(Workspace workspace, Status status) {
    shared.stats.answered(status.family());
    afterwards = Phase.LINGERING;
    boolean withBody = parser.method() != Method.HEAD;
    stage(workspace, shared.answers.error(status, Answer.Persistence.CLOSE), withBody);
  }

  private void stage(Workspace workspace, Answer answer, boolean withBody) {
    MemorySegment output = workspace.output();
    byte[] head = answer.head();
    int at = workspace.staged;
    MemorySegment.copy(head, 0, output, ValueLayout.JAVA_BYTE, at, head.length);
    byte[] date = shared.date.at(System.currentTimeMillis() / 1000);
    MemorySegment.copy(
        date, 0, output, ValueLayout.JAVA_BYTE, at + answer.dateAt(), HttpDate.LENGTH);
    at += head.length;
    if (withBody) {
      MemorySegment body = answer.body();
      long copied = Math.min(body.byteSize(), COPIED_BYTES);
      MemorySegment.copy(body, 0, output, at, copied);
      at += (int) copied;
      if (copied < body.byteSize()) {
        rest = body.asSlice(copied);
      }
    }
    workspace.staged = at;
    phase = Phase.SENDING;
  }

  /** Keeps the bytes from {@code from} on for the next time; most often there are none. */
  private void keep(byte[] bytes, int from, int end) {
    keptBytes = end - from;
    if (keptBytes == 0 || afterwards != Phase.RECEIVING) {
      if (keptBytes > 0 && afterwards == Phase.FINISHED) {
        // The client has sent more than it will get answers for.
        afterwards = Phase.LINGERING;
      }
      kept = null;
      keptBytes = 0;
      keptIsReady = false;
    } else if (kept != null) {
      // They are the kept ones already, and move to the front.
      System.arraycopy(bytes, from, bytes, 0, keptBytes);
    } else {
      kept = Arrays.copyOfRange(bytes, from, end);
    }
  }

  @Override
  public void end() {
    if (phase == Phase.SENDING) {
      afterwards = keptIsReady && afterwards == Phase.RECEIVING ? afterwards : Phase.FINISHED;
    } else {
      phase = Phase.FINISHED;
    }
  }

  @Override
  public long pending(Workspace workspace, long nowNanos) {
    if (phase != Phase.SENDING) {
      return 0;
    }
    byte[] again = unsent;
    if (again != null) {
      MemorySegment.copy(again, 0, workspace.output(), ValueLayout.JAVA_BYTE, 0, again.length);
      workspace.staged = again.length;
      unsent = null;
    }
    if (workspace.staged > 0) {
      return workspace.offerStaged();
    }
    MemorySegment body = rest;
    return body == null ? 0 : workspace.offer(body);
  }

  @Override
  public void sent(Workspace workspace, long bytes, long nowNanos) {
    // Which of several answers the bytes are of does not matter once all of them are sent.
    long uncounted = Math.min(bytes, uncountedBytes);
    uncountedBytes -= uncounted;
    shared.stats.sent(bytes - uncounted);
    if (workspace.staged > 0) {
      if (bytes < workspace.staged) {
        unsent = new byte[workspace.staged - (int) bytes];
        MemorySegment.copy(
            workspace.output(), ValueLayout.JAVA_BYTE, bytes, unsent, 0, unsent.length);
      }
      workspace.staged = 0;
    } else if (rest != null) {
      rest = bytes < rest.byteSize() ? rest.asSlice(bytes) : null;
    }
    if (bytes > 0) {
      deadlineNanos = nowNanos + shared.limits.write().toNanos();
    }
    if (unsent == null && rest == null) {
      phase = afterwards;
      if (keptIsReady && phase == Phase.RECEIVING) {
        serveKept(workspace);
      }
      settle(nowNanos);
    }
  }

  /** Sets the deadline of the phase that now begins. */
  private void settle(long nowNanos) {
    switch (phase) {
      case RECEIVING -> {
        boolean begun = keptBytes > 0 && parser.begun();
        if (!begun) {
          deadlineNanos = nowNanos + shared.limits.idle().toNanos();
        } else if (!requestBegun) {
          deadlineNanos = nowNanos + shared.limits.request().toNanos();
        }
        requestBegun = begun;
      }
      case SENDING -> {
        requestBegun = false;
        deadlineNanos = nowNanos + shared.limits.write().toNanos();
      }
      case LINGERING -> deadlineNanos = nowNanos + LINGER_NANOS;
      case FINISHED -> {}
    }
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public void expire(Workspace workspace, long nowNanos) {
    if (phase == Phase.RECEIVING && requestBegun) {
      refuse(workspace, Status.REQUEST_TIMEOUT);
      keep(workspace.request, 0, 0);
      settle(nowNanos);
    } else {
      phase = Phase.FINISHED;
    }
  }
}
