/** The load generator. Knows a URL, never a server class. */
@NullMarked
package dev.pruefstand.penetrator;

import org.jspecify.annotations.NullMarked;
