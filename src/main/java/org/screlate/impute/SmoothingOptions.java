package org.screlate.impute;

/**
 * The settings of the baselines that smooth over related cells; published with those of {@link Sccr.Options#DEFAULTS}.
 *
 * @param mode what the result is for
 * @param cellNeighbours k of the cell graphs
 * @param iterations of each propagation
 * @param beta weight of the neighbours in smoothing, in [0, 1]
 */
public record SmoothingOptions(Mode mode, int cellNeighbours, int iterations, double beta) {
    /** Checks the ranges. */
    public SmoothingOptions {
        Ranges.atLeastOne("cell neighbours", cellNeighbours);
        Ranges.atLeastOne("iterations", iterations);
        Ranges.share("beta", beta);
    }

    /** The same with other numbers of neighbours. */
    SmoothingOptions withCellNeighbours(int other) {
        return new SmoothingOptions(mode, other, iterations, beta);
    }
}
