/** Trials and what the analysis says of them, as pictures. The only user of XChart. */
@NullMarked
package dev.pruefstand.chart;

import org.jspecify.annotations.NullMarked;
