package org.screlate.impute;

import java.util.List;
import java.util.SplittableRandom;
import org.screlate.data.CellMatrix;

/**
 * A random number for each place of a matrix, which follows from the names of its cell and gene and the seed: the order
 * of cells and genes does not matter.
 *
 * @param cells a key for each cell
 * @param genes a key for each gene
 */
record PlaceDraws(long[] cells, long[] genes) {
    static PlaceDraws of(CellMatrix matrix, long seed) {
        return new PlaceDraws(keys(matrix.cells(), seed), keys(matrix.genes(), ~seed));
    }

    /** Uniform on [0, 1). */
    double at(int cell, int gene) {
        return new SplittableRandom(cells[cell] ^ genes[gene]).nextDouble();
    }

    private static long[] keys(List<String> names, long seed) {
        return names.stream()
                .mapToLong(name -> new SplittableRandom(seed + name.hashCode()).nextLong())
                .toArray();
    }
}
