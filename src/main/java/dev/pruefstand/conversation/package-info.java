/** One connection as a state machine over http, site and stats: bytes in, bytes out. */
@NullMarked
package dev.pruefstand.conversation;

import org.jspecify.annotations.NullMarked;
