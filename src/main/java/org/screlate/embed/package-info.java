/** Method: gene and cell embeddings from expression and protein interactions (scNET). */
@NullMarked
package org.screlate.embed;

import org.jspecify.annotations.NullMarked;
