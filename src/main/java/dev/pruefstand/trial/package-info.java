/** What was measured and on which machine, as records and files. The only user of Jackson. */
@NullMarked
package dev.pruefstand.trial;

import org.jspecify.annotations.NullMarked;
