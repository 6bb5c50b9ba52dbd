/** One connection as a state machine over http and site: bytes in, bytes out. */
@NullMarked
package dev.pruefstand.conversation;

import org.jspecify.annotations.NullMarked;
