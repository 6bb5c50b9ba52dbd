package dev.pruefstand.server.selector;

import dev.pruefstand.conversation.Conversation;
import dev.pruefstand.server.channels.ChannelWire;

/** A connection of the selector's loop: a channel and its conversation. */
final class SelectedConnection {
  final ChannelWire wire;
  final Conversation conversation;

  SelectedConnection(ChannelWire wire, Conversation conversation) {
    this.wire = wire;
    this.conversation = conversation;
  }
}
