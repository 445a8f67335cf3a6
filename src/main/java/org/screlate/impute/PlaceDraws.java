package org.screlate.impute;

import java.util.List;
import org.screlate.data.CellMatrix;
import org.screlate.stats.random.Streams;

/**
 * A random number for each place of a matrix, which follows from the names of its cell and gene and the seed: the order
 * of cells and genes does not matter.
 *
 * @param cells a key for each cell
 * @param genes a key for each gene
 */
record PlaceDraws(long[] cells, long[] genes) {
    static PlaceDraws of(CellMatrix matrix, long seed) {
        return new PlaceDraws(
                keys(matrix.cells(), Streams.key(seed, "cells")), keys(matrix.genes(), Streams.key(seed, "genes")));
    }

    /** Uniform on [0, 1). */
    double at(int cell, int gene) {
        return Streams.uniform(cells[cell] ^ genes[gene], 0);
    }

    private static long[] keys(List<String> names, long seed) {
        return names.stream().mapToLong(name -> Streams.key(seed, name)).toArray();
    }
}
