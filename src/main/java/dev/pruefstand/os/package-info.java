/**
 * The operating system in neutral words: Poller, Sockets, Errno. Home of the foreign-function
 * calls.
 */
@NullMarked
package dev.pruefstand.os;

import org.jspecify.annotations.NullMarked;
