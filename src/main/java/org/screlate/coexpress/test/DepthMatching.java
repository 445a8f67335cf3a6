package org.screlate.coexpress.test;

import java.util.Arrays;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.InvalidInputException;
import org.screlate.stats.count.Binomial;
import org.screlate.stats.random.Streams;

/**
 * Counts of deeper groups thinned to the depth of the least deep one. A molecule of a cell in group g is kept with
 * probability \[ f_g = \min_h d_h / d_g, \qquad y' \sim \mathrm{Binomial}(y, f_g), \] \(d_g\) being the median depth of the
 * cells that are used in g; the offsets of the cells become \(\log s + \log f_g\). A count that is Poisson given the rate
 * \(s \lambda\) is Poisson given \(f_g s \lambda\) then, as if the cell had been sequenced less, and the medians of all
 * groups are alike.
 *
 * @param seed of the draws; one draw belongs to each gene and cell, whatever pairs they are used in
 */
record DepthMatching(long seed) {
    private static final String OPTION = "--depth-matched";

    /** Refuses a model whose groups have no depths to match. */
    static void check(ModelFrame frame) {
        if (frame.levels().size() < 2) {
            throw new InvalidInputException(
                    OPTION + " makes the depth of groups alike, but what is tested is no factor with"
                            + " groups; leave the option out");
        }
        if (Arrays.stream(frame.offset()).allMatch(value -> value == 0)) {
            throw new InvalidInputException(OPTION + " needs the depth of each cell: give the model an offset, such as"
                    + " 'offset: log(n_counts)'");
        }
    }

    /** Whether the depth of the groups differs so much that they are matched: more than {@value UnlikeGroups#MOST}-fold. */
    static boolean isWanted(ModelFrame.Selection cells) {
        return UnlikeGroups.depthFold(cells.depths()) > UnlikeGroups.MOST;
    }

    /** The same cells with the offsets that they have after thinning. */
    static ModelFrame.Selection of(ModelFrame frame, ModelFrame.Selection cells) {
        double[] kept = kept(cells);
        double[] offset = cells.design().offset().clone();
        for (int i = 0; i < offset.length; i++) {
            offset[i] += Math.log(kept[frame.levelOfCell()[cells.cells()[i]]]);
        }
        return cells.with(cells.design().withOffset(offset));
    }

    /**
     * Thinned counts.
     *
     * @param gene its number
     * @param counts of the cells, {@code [cells]}
     */
    int[] thinned(ModelFrame frame, ModelFrame.Selection cells, int gene, int[] counts) {
        double[] kept = kept(cells);
        long key = Streams.key(seed, "depth matched", gene);
        int[] left = counts.clone();
        for (int i = 0; i < left.length; i++) {
            int cell = cells.cells()[i];
            double share = kept[frame.levelOfCell()[cell]];
            if (share < 1 && left[i] > 0) {
                left[i] = Binomial.quantile(Streams.uniform(key, cell), left[i], share);
            }
        }
        return left;
    }

    /** \(f_g\) of each level. */
    private static double[] kept(ModelFrame.Selection cells) {
        double least = Arrays.stream(cells.depths()).min().orElseThrow();
        return Arrays.stream(cells.depths()).map(depth -> least / depth).toArray();
    }
}
