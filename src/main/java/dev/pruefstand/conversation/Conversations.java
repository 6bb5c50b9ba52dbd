package dev.pruefstand.conversation;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.http.Limits;
import dev.pruefstand.site.Resource;
import dev.pruefstand.site.Site;
import dev.pruefstand.stats.AccessLog;
import dev.pruefstand.stats.ServerStats;
import org.jspecify.annotations.Nullable;

/** Opens the conversations of one server and holds what they share. Thread-safe. */
public final class Conversations {
  final Site site;
  final Limits limits;
  final ServerStats stats;
  final @Nullable AccessLog log;
  final Answers answers;
  final StatsAnswers statistics;
  final MemoryBudget memory;
  private final HttpDate date = new HttpDate();
  private volatile boolean draining;

  /**
   * Prepares the answers to everything a site has.
   *
   * @param log where requests are written down; null for nowhere
   */
  public Conversations(Site site, Limits limits, @Nullable AccessLog log) {
    this(site, limits, log, MemoryBudget.ofHeap());
  }

  Conversations(Site site, Limits limits, @Nullable AccessLog log, MemoryBudget memory) {
    this.memory = memory;
    this.site = site;
    this.limits = limits;
    this.stats = new ServerStats(site.resources().stream().map(Resource::path).toList());
    this.log = log;
    this.answers = new Answers(site);
    this.statistics = new StatsAnswers(stats, System::nanoTime);
  }

  /** From now on, clients are told to go with the answer to the last request they have sent. */
  public void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** The value of the Date field, to the second. */
  byte[] dateNow() {
    return date.at(System.currentTimeMillis() / 1000);
  }

  /** What is counted over all conversations. */
  public ServerStats stats() {
    return stats;
  }

  /** Whether {@link #open} is to be told who the client is. */
  public boolean wantClients() {
    return log != null;
  }

  /**
   * A conversation for a connection that has just been accepted.
   *
   * @param client its address, for the access log
   */
  public Conversation open(String client, long nowNanos) {
    return new HttpConversation(this, client, nowNanos);
  }
}
