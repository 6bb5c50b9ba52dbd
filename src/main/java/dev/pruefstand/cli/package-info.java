/** The commands: wiring only. */
@NullMarked
package dev.pruefstand.cli;

import org.jspecify.annotations.NullMarked;
