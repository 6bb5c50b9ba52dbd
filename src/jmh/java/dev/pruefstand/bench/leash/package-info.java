/**
 * What ends with those for whom it runs, however they end: this JVM, and programs it has started.
 * And what all that keep a server are told alike.
 */
@NullMarked
package dev.pruefstand.bench.leash;

import org.jspecify.annotations.NullMarked;
