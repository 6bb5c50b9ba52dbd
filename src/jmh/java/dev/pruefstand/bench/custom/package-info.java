/** Contenders that somebody else brings along: a class on the class path, or any program. */
@NullMarked
package dev.pruefstand.bench.custom;

import org.jspecify.annotations.NullMarked;
