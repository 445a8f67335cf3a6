package org.screlate.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where each coefficient stands in a symmetric matrix that is an arrow: random effects fall into components, such as
 * subjects, that no row of the design and no covariance joins, so that all between two components is zero; the border has the
 * fixed effects, and random effects that would join too much, such as those of batches that subjects have in common.
 * What falls to the border is chosen for the fewest operations of a factorisation.
 */
final class ArrowOrder {
    private final int size;
    private final int border;
    private final int[] component;
    private final int[] place;
    private final int[] starts;
    private final int[] squares;

    private ArrowOrder(Layout layout, List<Penalty.Block> inner) {
        size = layout.size();
        int[] root = roots(layout, inner);
        component = new int[size];
        place = new int[size];
        int[] number = new int[size];
        Arrays.fill(number, -1);
        int components = 0;
        int atBorder = 0;
        for (int i = 0; i < size; i++) {
            if (root[i] < 0) {
                component[i] = -1;
                place[i] = atBorder++;
            } else {
                if (number[root[i]] < 0) {
                    number[root[i]] = components++;
                }
                component[i] = number[root[i]];
            }
        }
        border = atBorder;
        starts = new int[components + 1];
        squares = new int[components + 1];
        for (int c : component) {
            if (c >= 0) {
                starts[c + 1]++;
            }
        }
        for (int c = 0; c < components; c++) {
            squares[c + 1] = squares[c] + starts[c + 1] * starts[c + 1];
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        for (int i = 0; i < size; i++) {
            if (component[i] >= 0) {
                place[i] = next[component[i]]++;
            }
        }
    }

    /** The cheapest order for the coefficients of a layout. */
    static ArrowOrder of(Layout layout, List<Penalty.Block> blocks) {
        List<Penalty.Block> largeLast = new ArrayList<>(blocks);
        largeLast.sort(Comparator.comparingInt(block -> block.levels() * block.effects()));
        ArrowOrder best = new ArrowOrder(layout, largeLast);
        for (int moved = 1; moved <= blocks.size(); moved++) {
            ArrowOrder other = new ArrowOrder(layout, largeLast.subList(moved, blocks.size()));
            best = other.cost() < best.cost() ? other : best;
        }
        return best;
    }

    /** Of each coefficient one that stands for its component, or -1 for the border. */
    private static int[] roots(Layout layout, List<Penalty.Block> inner) {
        int[] parent = new int[layout.size()];
        Arrays.fill(parent, -1);
        for (Penalty.Block block : inner) {
            for (int level = 0; level < block.levels(); level++) {
                for (int start : block.starts()) {
                    parent[start + level] = block.starts()[0] + level;
                }
            }
        }
        for (int r = 0; r < layout.rows(); r++) {
            int first = -1;
            for (int q = 0; q < layout.width(); q++) {
                for (int i : layout.places(r, q)) {
                    if (parent[i] >= 0) {
                        int root = root(parent, i);
                        first = first < 0 ? root : first;
                        parent[root] = first;
                    }
                }
            }
        }
        for (int i = 0; i < parent.length; i++) {
            parent[i] = parent[i] < 0 ? -1 : root(parent, i);
        }
        return parent;
    }

    private static int root(int[] parent, int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private double cost() {
        double m = border;
        double cost = m * m * m;
        for (int c = 0; c + 1 < starts.length; c++) {
            double n = (double) starts[c + 1] - starts[c];
            cost += n * (n + m) * (n + m);
        }
        return cost;
    }

    /** Number of coefficients. */
    int size() {
        return size;
    }

    /** Number of coefficients in the border. */
    int border() {
        return border;
    }

    /** Number of coefficients in components. */
    int inner() {
        return size - border;
    }

    int components() {
        return starts.length - 1;
    }

    /** The first place of a component; the next component's is its end. */
    int start(int c) {
        return starts[c];
    }

    /** Where a component's square begins among all squares, row by row. */
    int square(int c) {
        return squares[c];
    }

    /** The component of a coefficient, -1 for the border. */
    int component(int i) {
        return component[i];
    }

    /** The place of a coefficient: in the border, or among all components' one after the other. */
    int place(int i) {
        return place[i];
    }

    /** Room for the squares of all components. */
    int squares() {
        return squares[squares.length - 1];
    }
}
