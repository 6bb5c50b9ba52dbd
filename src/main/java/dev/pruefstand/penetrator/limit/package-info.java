/** Where a server breaks: the search for the highest rate that keeps an objective. */
@NullMarked
package dev.pruefstand.penetrator.limit;

import org.jspecify.annotations.NullMarked;
