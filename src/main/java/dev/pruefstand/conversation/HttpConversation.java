package dev.pruefstand.conversation;

import dev.pruefstand.http.Status;

/**
 * HTTP/1.1 over the bytes of one connection: which phase it is in, what is kept of what has
 * arrived, and until when. Serving a file that fits the workspace from a request that arrived whole
 * allocates nothing and keeps nothing.
 */
final class HttpConversation implements Conversation {
  private final Inbox inbox = new Inbox();
  private final Outbox outbox = new Outbox();
  private final Outstanding outstanding;
  private final RequestHandler handler;
  private final Deadline deadline;
  private final MemoryBudget memory;
  private long lentBytes;

  /** The number of the request that the deadline is for. */
  private int request;

  private Phase phase = Phase.RECEIVING;

  HttpConversation(Conversations shared, String client, long nowNanos) {
    outstanding = new Outstanding(shared.stats, shared.log, client);
    handler = new RequestHandler(shared, outbox, outstanding);
    deadline = new Deadline(shared, nowNanos);
    memory = shared.memory;
  }

  @Override
  public void receive(Workspace workspace, int bytes, long nowNanos) {
    switch (phase) {
      case RECEIVING -> {
        deadline.arrived(nowNanos);
        serve(workspace, inbox.join(workspace, bytes), nowNanos);
        if (!borrow()) {
          refuseForMemory(workspace, nowNanos);
        }
      }
      case SENDING -> keep(workspace, bytes);
      case LINGERING, FINISHED -> {}
    }
  }

  /** Nothing is answered before what is on its way has been sent. */
  private void keep(Workspace workspace, int bytes) {
    if (handler.afterwards() == Phase.RECEIVING) {
      inbox.keepFrom(inbox.join(workspace, bytes), 0);
      handler.waitForRoom();
      if (borrow()) {
        return;
      }
      inbox.clear();
      finishIfOverdrawn();
    }
    // The client has sent more than it will get answers for.
    handler.end(Phase.LINGERING);
  }

  private void serve(Workspace workspace, byte[] bytes, long nowNanos) {
    int end = inbox.bytes();
    int used = handler.serve(workspace, bytes, end, deadline.beganNanos());
    if (handler.afterwards() == Phase.RECEIVING) {
      inbox.keepFrom(bytes, used);
    } else {
      if (used < end && handler.afterwards() == Phase.FINISHED) {
        // The client has sent more than it will get answers for.
        handler.end(Phase.LINGERING);
      }
      inbox.clear();
    }
    settle(workspace, nowNanos);
  }

  /** Finds out which phase begins, now that something was staged or sent. */
  private void settle(Workspace workspace, long nowNanos) {
    boolean wasSending = phase == Phase.SENDING;
    boolean sending = handler.waitsForRoom() || !outbox.isEmpty(workspace);
    phase = sending ? Phase.SENDING : handler.afterwards();
    // The word that a body may come belongs to the request that it comes with.
    boolean begun =
        handler.awaitsBody() || (!sending && inbox.bytes() > 0 && handler.hasBegunHead());
    boolean unread = wasSending && !sending && !handler.hasInvited();
    if (handler.request() != request || unread) {
      // Another one than before, or one that nobody read while an answer was sent.
      deadline.requestEnded();
    }
    request = handler.request();
    deadline.settle(phase, begun, nowNanos);
  }

  /** Brings what is lent to what is held; returns false if that is more than the budget allows. */
  private boolean borrow() {
    // What is told of answers is kept no longer than a turn, unless they cannot be sent.
    long told = outbox.isStuck() ? outstanding.heldBytes() : 0;
    long held = inbox.heldBytes() + outbox.heldBytes() + told;
    if (held == lentBytes) {
      return true;
    }
    if (!memory.lend(held - lentBytes)) {
      return false;
    }
    lentBytes = held;
    return true;
  }

  private void refuseForMemory(Workspace workspace, long nowNanos) {
    if (outbox.hasRoom(workspace)) {
      handler.refuse(workspace, Status.SERVICE_UNAVAILABLE, inbox.kept(), inbox.bytes());
    } else {
      // Nothing can come behind an answer that is not put together to its end.
      handler.end(Phase.FINISHED);
    }
    inbox.clear();
    settle(workspace, nowNanos);
    finishIfOverdrawn();
  }

  /** There is no memory for what the client does not take, so it cannot be kept. */
  private void finishIfOverdrawn() {
    if (!borrow()) {
      outbox.clear();
      phase = Phase.FINISHED;
    }
  }

  @Override
  public void end() {
    if (phase != Phase.SENDING) {
      phase = Phase.FINISHED;
    } else if (!handler.waitsForRoom()) {
      handler.end(Phase.FINISHED);
    }
  }

  @Override
  public long pending(Workspace workspace, long nowNanos) {
    byte[] waiting = inbox.kept();
    if (handler.waitsForRoom() && waiting != null && outbox.isEmpty(workspace)) {
      serve(workspace, waiting, nowNanos);
      finishIfOverdrawn();
    }
    return phase == Phase.SENDING ? outbox.offer(workspace) : 0;
  }

  @Override
  public void sent(Workspace workspace, long bytes, long nowNanos) {
    if (bytes > 0) {
      deadline.progress(nowNanos);
    }
    outstanding.took(bytes);
    if (outbox.taken(workspace, bytes)) {
      outstanding.sent(nowNanos);
      settle(workspace, nowNanos);
    }
    finishIfOverdrawn();
  }

  @Override
  public void close() {
    outstanding.cutOff();
    inbox.clear();
    outbox.clear();
    borrow();
  }

  @Override
  public void surplus(long nowNanos) {
    phase = Phase.LINGERING;
    deadline.settle(phase, false, nowNanos);
  }

  @Override
  public boolean isIdle() {
    return phase == Phase.RECEIVING && !deadline.requestBegun();
  }

  @Override
  public Phase phase() {
    return phase;
  }

  @Override
  public long deadlineNanos() {
    return deadline.nanos();
  }

  @Override
  public void expire(Workspace workspace, long nowNanos) {
    if (phase == Phase.RECEIVING && deadline.requestBegun()) {
      handler.refuse(workspace, Status.REQUEST_TIMEOUT, inbox.kept(), inbox.bytes());
      inbox.clear();
      settle(workspace, nowNanos);
    } else {
      phase = Phase.FINISHED;
    }
  }
}
