/** Gene sets, hubs and networks: what tests of pairs say together, with subjects as the units. */
@NullMarked
package org.screlate.coexpress.module;

import org.jspecify.annotations.NullMarked;
