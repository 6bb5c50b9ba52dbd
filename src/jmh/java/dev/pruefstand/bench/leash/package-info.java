/**
 * What ends with those for whom it runs, however they end: this JVM, and programs it has started.
 */
@NullMarked
package dev.pruefstand.bench.leash;

import org.jspecify.annotations.NullMarked;
