/** The commands: options in, reports out, and the wiring between. */
@NullMarked
package dev.pruefstand.cli;

import org.jspecify.annotations.NullMarked;
