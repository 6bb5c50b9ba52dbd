/** What trials and loads amount to: intervals, findings, and whether they may be believed. */
@NullMarked
package dev.pruefstand.analysis;

import org.jspecify.annotations.NullMarked;
