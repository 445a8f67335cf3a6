/**
 * Methods that say which genes differ between groups of cells, and which gene sets such genes make up: rank-sum and
 * pseudobulk tests, gene set enrichment analysis, over-representation.
 */
@NullMarked
package org.screlate.enrich;

import org.jspecify.annotations.NullMarked;
