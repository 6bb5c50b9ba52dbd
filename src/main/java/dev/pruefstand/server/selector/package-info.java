/** One thread over java.nio's Selector. */
@NullMarked
package dev.pruefstand.server.selector;

import org.jspecify.annotations.NullMarked;
