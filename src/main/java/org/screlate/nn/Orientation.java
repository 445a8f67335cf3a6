package org.screlate.nn;

import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.DenseProducts;
import org.screlate.matrix.Workers;

/**
 * How a table of node features lies in memory. With X the table as {@code [nodes × features]}, whichever way it lies, the
 * products of a layer and of its gradient are these three; so that one table serves a layer over its rows and the next
 * over its columns, and is never transposed.
 */
public enum Orientation {
    /** The table is {@code [nodes × features]}. */
    NODES_IN_ROWS,
    /** The table is {@code [features × nodes]}. */
    NODES_IN_COLUMNS;

    int nodes(DenseMatrix table) {
        return this == NODES_IN_ROWS ? table.rows() : table.columns();
    }

    /** X·W, with w {@code [features × k]}: {@code [nodes × k]}. */
    DenseMatrix toNodes(DenseMatrix table, DenseMatrix w, Workers workers) {
        DenseMatrix product = DenseMatrix.zeros(nodes(table), w.columns());
        toNodes(table, w, product, workers);
        return product;
    }

    /** X·W, with w {@code [features × k]}, into {@code product}, {@code [nodes × k]}. */
    void toNodes(DenseMatrix table, DenseMatrix w, DenseMatrix product, Workers workers) {
        if (this == NODES_IN_ROWS) {
            DenseProducts.ab(table, w, product, false, workers);
        } else {
            DenseProducts.atb(table, w, product, false, workers);
        }
    }

    /** Adds Xᵀ·T to {@code sum}, with t {@code [nodes × k]} and sum {@code [features × k]}. */
    void addToFeatures(DenseMatrix table, DenseMatrix t, DenseMatrix sum, Workers workers) {
        if (this == NODES_IN_ROWS) {
            DenseProducts.atb(table, t, sum, true, workers);
        } else {
            DenseProducts.ab(table, t, sum, true, workers);
        }
    }

    /** T·Wᵀ, with t {@code [nodes × k]} and w {@code [features × k]}, into a table or added to it. */
    void outer(DenseMatrix t, DenseMatrix w, DenseMatrix table, boolean add, Workers workers) {
        if (this == NODES_IN_ROWS) {
            DenseProducts.abt(t, w, table, add, workers);
        } else {
            DenseProducts.abt(w, t, table, add, workers);
        }
    }
}
