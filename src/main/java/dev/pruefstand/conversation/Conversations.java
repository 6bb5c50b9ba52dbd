package dev.pruefstand.conversation;

import dev.pruefstand.http.HttpDate;
import dev.pruefstand.http.Limits;
import dev.pruefstand.site.Site;
import dev.pruefstand.stats.ServerStats;

/** Opens the conversations of one server and holds what they share. Thread-safe. */
public final class Conversations {
  final Site site;
  final Limits limits;
  final ServerStats stats;
  final Answers answers;
  final HttpDate date = new HttpDate();

  public Conversations(Site site, Limits limits, ServerStats stats) {
    this.site = site;
    this.limits = limits;
    this.stats = stats;
    this.answers = new Answers(site);
  }

  /** A conversation for a connection that has just been accepted. */
  public Conversation open(long nowNanos) {
    return new HttpConversation(this, nowNanos);
  }
}
