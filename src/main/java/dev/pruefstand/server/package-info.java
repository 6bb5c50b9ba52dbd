/** Server, ServerConfig: what everybody outside sees of a contender. */
@NullMarked
package dev.pruefstand.server;

import org.jspecify.annotations.NullMarked;
