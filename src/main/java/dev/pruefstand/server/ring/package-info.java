/** A single-threaded event loop over io_uring completions. */
@NullMarked
package dev.pruefstand.server.ring;

import org.jspecify.annotations.NullMarked;
