package org.screlate.impute;

import org.screlate.graph.NeighbourGraph;
import org.screlate.graph.Propagation;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/**
 * How often a gene is detected around a place: in all cells (\(p_g\)), of all genes in this cell (\(p_c\)), in the related
 * cells (q = N D, D = 1 where detected) and in theirs (q₂ = N q). N are the weights of the graph without the cell itself.
 *
 * @param related N, {@code [cells × cells]}
 * @param byGene the expression, {@code [genes × cells]}
 * @param ofGenes p_g
 * @param ofCells p_c
 * @param effective n_c, how many neighbours of equal weight a cell's neighbours are worth: \(1 / \sum_j N_{cj}^2\)
 */
record DetectionRates(
        SparseMatrix related, SparseMatrix byGene, double[] ofGenes, double[] ofCells, double[] effective) {
    /** Constant, logits of q, q₂, p_g and p_c. */
    static final int FEATURES = 5;
    /** Genes of a panel. */
    static final int WIDTH = Propagation.WIDTH;
    // Weight of the neighbours' rate against one pseudo-observation of the gene's, which keeps its logit finite.
    private static final double NEIGHBOURS = 30;

    static DetectionRates of(SparseMatrix x, SparseMatrix graph) {
        SparseMatrix byGene = x.transpose();
        SparseMatrix related = NeighbourGraph.normalised(NeighbourGraph.withoutSelf(graph));
        return new DetectionRates(related, byGene, shares(byGene), shares(x), effective(related));
    }

    /**
     * By how many standard errors the neighbours detect the gene more often than all cells do, by Anscombe's transformation
     * of proportions, which is near normal for small counts too: \[ z = 2 \sqrt{n + \tfrac12} \left( \arcsin \sqrt{\frac{n q +
     * 3/8}{n + 3/4}} - \arcsin \sqrt{p_g} \right) \]
     */
    double evidence(Panel panel, int cell, int gene) {
        return 2
                * Math.sqrt(effective[cell] + 0.5)
                * (StrictMath.asin(Math.sqrt(near(panel, cell, gene))) - angle(gene));
    }

    private double angle(int gene) {
        return StrictMath.asin(Math.sqrt(Math.min(ofGenes[gene], 1)));
    }

    /** (n q + 3/8) / (n + 3/4). */
    private double near(Panel panel, int cell, int gene) {
        double n = effective[cell];
        double q = Math.min(panel.near[cell * WIDTH + gene - panel.from], 1);
        return (n * q + 0.375) / (n + 0.75);
    }

    /** Whether the neighbours detect the gene more often than all cells do by so many standard errors. */
    boolean isEvident(Panel panel, int cell, int gene, double least) {
        // Most places have no evidence at all, which is told without the angles.
        boolean none = least > 0 && near(panel, cell, gene) < ofGenes[gene];
        return !none && evidence(panel, cell, gene) >= least;
    }

    private static double[] effective(SparseMatrix related) {
        double[] effective = new double[related.rows()];
        for (int r = 0; r < effective.length; r++) {
            double squares = 0;
            for (int k = related.offsets()[r]; k < related.offsets()[r + 1]; k++) {
                squares += related.values()[k] * (double) related.values()[k];
            }
            effective[r] = squares > 0 ? 1 / squares : 0;
        }
        return effective;
    }

    /** Rates around all places of the genes {@code from <= g < to}, each {@code [cells × WIDTH]}. */
    Panel panel(int from, int to) {
        int cells = related.rows();
        float[] detected = new float[Sizes.product(cells, WIDTH)];
        for (int g = from; g < to; g++) {
            for (int k = byGene.offsets()[g]; k < byGene.offsets()[g + 1]; k++) {
                detected[byGene.indices()[k] * WIDTH + g - from] = byGene.values()[k] != 0 ? 1 : 0;
            }
        }
        float[] near = new float[detected.length];
        Products.multiply(related, 0, cells, detected, WIDTH, near);
        float[] further = new float[detected.length];
        Products.multiply(related, 0, cells, near, WIDTH, further);
        return new Panel(from, detected, near, further);
    }

    /**
     * Rates around the places of some genes.
     *
     * @param from the first gene
     * @param detected D
     * @param near q
     * @param further q₂
     */
    record Panel(int from, float[] detected, float[] near, float[] further) {
        boolean isDetected(int cell, int gene) {
            return detected[cell * WIDTH + gene - from] != 0;
        }
    }

    /**
     * What is known of a place.
     *
     * @param thinning by which rates are multiplied first
     * @param features length {@value #FEATURES} from {@code at}, overwritten
     */
    void describe(Panel panel, int cell, int gene, double thinning, double[] features, int at) {
        describe(panel, cell, gene, thinning, logitOfCell(cell, thinning), logitOfGene(gene, thinning), features, at);
    }

    /** The same, with the logits of p_c and p_g that are known. */
    void describe(
            Panel panel,
            int cell,
            int gene,
            double thinning,
            double logitOfCell,
            double logitOfGene,
            double[] features,
            int at) {
        int place = cell * WIDTH + gene - panel.from;
        double ofGene = ofGene(gene, thinning);
        features[at] = 1;
        features[at + 1] = logit(mixed(thinning * panel.near[place], ofGene));
        features[at + 2] = logit(mixed(thinning * panel.further[place], ofGene));
        features[at + 3] = logitOfGene;
        features[at + 4] = logitOfCell;
    }

    double logitOfCell(int cell, double thinning) {
        return logit(clipped(thinning * ofCells[cell], ofGenes.length));
    }

    double logitOfGene(int gene, double thinning) {
        return logit(ofGene(gene, thinning));
    }

    private double ofGene(int gene, double thinning) {
        return clipped(thinning * ofGenes[gene], ofCells.length);
    }

    private static double mixed(double rate, double ofGene) {
        // Sums of single-precision weights may pass 1 by rounding.
        return (NEIGHBOURS * Math.min(rate, 1) + ofGene) / (NEIGHBOURS + 1);
    }

    /** Half an observation away from never and from always. */
    private static double clipped(double rate, int observations) {
        double half = 0.5 / observations;
        return Math.min(Math.max(rate, half), 1 - half);
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    private static double[] shares(SparseMatrix x) {
        double[] shares = new double[x.rows()];
        for (int r = 0; r < x.rows(); r++) {
            for (int k = x.offsets()[r]; k < x.offsets()[r + 1]; k++) {
                shares[r] += x.values()[k] != 0 ? 1.0 / x.columns() : 0;
            }
        }
        return shares;
    }
}
