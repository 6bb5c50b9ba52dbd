/** java.nio's channels, as all strategies over them use them. */
@NullMarked
package dev.pruefstand.server.channels;

import org.jspecify.annotations.NullMarked;
