/**
 * Kernel of statistics: distributions, fits and tests on plain arrays; knows neither gene nor cell nor file.
 */
@NullMarked
package org.screlate.stats;

import org.jspecify.annotations.NullMarked;
