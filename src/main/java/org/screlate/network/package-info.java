/**
 * Networks of genes: made of what genes do in cells or in an embedding, compared between conditions, walked from seeds.
 */
@NullMarked
package org.screlate.network;

import org.jspecify.annotations.NullMarked;
