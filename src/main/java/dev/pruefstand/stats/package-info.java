/** What a server counts about itself, in the forms that tell it, and the access log. */
@NullMarked
package dev.pruefstand.stats;

import org.jspecify.annotations.NullMarked;
