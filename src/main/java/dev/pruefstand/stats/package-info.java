/** What a server counts about itself. */
@NullMarked
package dev.pruefstand.stats;

import org.jspecify.annotations.NullMarked;
