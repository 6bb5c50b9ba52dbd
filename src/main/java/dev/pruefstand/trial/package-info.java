/** What was measured, as records, and their files. The only user of Jackson. */
@NullMarked
package dev.pruefstand.trial;

import org.jspecify.annotations.NullMarked;
