package org.screlate.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.math.StandardNormal;
import org.screlate.stats.random.Streams;

/**
 * Draws counts of gene pairs from the zero-inflated copula model. In cell \(c\) of subject \(s\) and group \(x\), with
 * depth \(d_c\), gene \(k\) of a pair has \[ y_k = 0 \text{ with probability } \operatorname{logit}^{-1}(\eta_{p,k}),
 * \text{ else } F^{-1}(u_k; \mu_k, \sigma_k), \quad \mu_k = d_c e^{\eta_{\mu,k}}, \; \sigma_k = e^{\eta_{\sigma,k}}, \]
 * where \((u_1, u_2)\) has the copula with \(\rho = \tanh \eta_\rho\), \(F\) is the negative binomial distribution function,
 * and each \(\eta\) is a {@link PairParameters.Effect}. Pairs are independent, each of two genes of its own; all share cells
 * and depths.
 *
 * @see <a href="https://doi.org/10.1002/sim.70213">Bussing et al. (2025)</a>
 */
public final class CoexpressionSimulation {
    /** Bytes of the code that draws: what each pair adds to what is compiled, until all is. */
    private static final long CODE = 3 << 20;

    private static final long CODE_OF_PAIR = 44 << 10;
    private static final long MOST_CODE = 24 << 20;

    /** Bytes of a pair's parameters, names and row of the truth. */
    private static final long PAIR = 5 << 10;

    private final Options options;

    /** Creates the simulation; nothing is drawn until {@link #simulate}. */
    public CoexpressionSimulation(Options options) {
        this.options = options;
    }

    /**
     * Who is sampled.
     *
     * @param subjects how many
     * @param cellsPerSubject cells of one subject in one group; on average, where the groups differ in size
     * @param paired whether each subject is in both groups; else the first half is in one and the rest in the other
     * @param treatedShare share of the cells of a paired study in the second group
     * @param depth median total count of a cell
     * @param depthSd standard deviation of its natural logarithm
     */
    public record Sampling(
            int subjects, int cellsPerSubject, boolean paired, double treatedShare, double depth, double depthSd) {
        /** Checks the numbers. */
        public Sampling {
            require(subjects >= 2, "subjects < 2", subjects);
            require(cellsPerSubject >= 1, "cells per subject < 1", cellsPerSubject);
            require(treatedShare > 0 && treatedShare < 1, "treated share not in (0, 1)", treatedShare);
            require(depth >= 1 && depth <= 1e9, "depth not in [1, 1e9]", depth);
            require(depthSd >= 0 && depthSd <= 3, "depth sd not in [0, 3]", depthSd);
        }

        private int cells(int group) {
            double share = paired ? 2 * (group == 1 ? treatedShare : 1 - treatedShare) : 1;
            return (int) Math.max(1, Math.rint(share * cellsPerSubject));
        }

        private boolean has(int subject, int group) {
            return paired || (subject < subjects / 2 ? 0 : 1) == group;
        }
    }

    /**
     * How rho differs between groups, in place of what the parameters of a pair say; null keeps that.
     *
     * @param effect of the group on artanh of rho, in pairs that change
     * @param changedShare share of the pairs that change; in the others the effect is 0
     * @param sd between subjects of artanh of rho, in each group
     */
    public record RhoChange(@Nullable Double effect, double changedShare, @Nullable Double sd) {
        /** Checks the numbers. */
        public RhoChange {
            require(effect == null || Math.abs(effect) <= 5, "rho effect not in [-5, 5]", effect);
            require(changedShare >= 0 && changedShare <= 1, "changed share not in [0, 1]", changedShare);
            require(sd == null || (sd >= 0 && sd <= 5), "rho sd not in [0, 5]", sd);
        }

        /** Changed pairs are spread evenly. */
        private PairParameters applyTo(PairParameters pair, int number) {
            PairParameters.Effect rho = sd == null ? pair.rho() : pair.rho().withSd(sd);
            if (effect != null) {
                boolean changed =
                        Math.floor((number + 1) * changedShare + 1e-9) > Math.floor(number * changedShare + 1e-9);
                rho = rho.withGroup(changed ? effect : 0);
            }
            return pair.withRho(rho);
        }
    }

    /**
     * Settings.
     *
     * @param sampling who is sampled
     * @param change how rho differs
     * @param copula that joins the two genes
     * @param zeroInflation whether there are extra zeros
     * @param seed of all draws
     */
    public record Options(Sampling sampling, RhoChange change, PairCopula copula, boolean zeroInflation, long seed) {
        /** The droplet preset of 10 subjects. */
        public static final Options DEFAULTS = new Options(
                new Sampling(
                        10,
                        125,
                        true,
                        0.5,
                        PairParameters.Preset.DROPLET.depth(),
                        PairParameters.Preset.DROPLET.depthSd()),
                new RhoChange(null, 0.5, null),
                PairCopula.GAUSSIAN,
                true,
                1);
    }

    /**
     * What was drawn.
     *
     * @param counts with the cell columns {@code subject}, {@code group} and {@code n_counts}, the depth
     * @param truth one row a pair: {@code gene_1}, {@code gene_2}, {@code source}, {@code rho_control}, {@code
     *     rho_treated}, {@code changed}, and the parameters as {@link PairParameterTable} has them
     */
    public record Result(CellMatrix counts, Table truth) {}

    private static void require(boolean holds, String otherwise, @Nullable Number value) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise + ": " + value);
        }
    }

    /** Bytes that {@link #simulate} needs at its peak for so many pairs. */
    public long memory(long pairs) {
        Sampling sampling = options.sampling();
        long cells = (long) sampling.subjects() * sampling.cellsPerSubject() * (sampling.paired() ? 2 : 1);
        long counts = cells * pairs * 2;
        return CODE + Math.min(CODE_OF_PAIR * pairs, MOST_CODE) + PAIR * pairs + 10 * counts + counts / 3;
    }

    /**
     * Draws a study.
     *
     * @param pairs parameters; used in turn until there are enough
     * @param number how many pairs to draw
     */
    public Result simulate(List<PairParameters> pairs, int number, Workers workers) {
        if (number < 1) {
            throw new InvalidInputException("pairs < 1: " + number);
        }
        List<Cell> cells = cells(Streams.of(options.seed(), "cells"));
        List<PairParameters> drawn = IntStream.range(0, number)
                .mapToObj(p -> settled(pairs.get(p % pairs.size()), p))
                .toList();
        DenseMatrix counts = DenseMatrix.zeros(cells.size(), 2 * number);
        workers.forEach(number, p -> new PairDraw(drawn.get(p), options, Streams.of(options.seed(), "pair", p))
                .into(cells, counts, 2 * p));
        return new Result(named(cells, counts), truth(drawn));
    }

    private PairParameters settled(PairParameters pair, int number) {
        PairParameters changed = options.change().applyTo(pair, number);
        return options.zeroInflation() ? changed : changed.withoutZeroInflation();
    }

    /** A cell before its counts are drawn. */
    record Cell(int subject, int group, double depth) {}

    private List<Cell> cells(SplittableRandom random) {
        Sampling sampling = options.sampling();
        List<Cell> cells = new ArrayList<>();
        for (int subject = 0; subject < sampling.subjects(); subject++) {
            for (int group = 0; group < 2; group++) {
                for (int i = 0; sampling.has(subject, group) && i < sampling.cells(group); i++) {
                    double log = sampling.depthSd() * StandardNormal.draw(random);
                    cells.add(new Cell(subject, group, Math.max(1, Math.rint(sampling.depth() * Math.exp(log)))));
                }
            }
        }
        return cells;
    }

    private static String gene(int pair, int place) {
        return String.format(Locale.ROOT, "P%04d_%d", pair + 1, place + 1);
    }

    private static CellMatrix named(List<Cell> cells, DenseMatrix counts) {
        List<String> names = IntStream.range(0, cells.size())
                .mapToObj(c -> String.format(Locale.ROOT, "cell_%d", c + 1))
                .toList();
        List<String> genes = IntStream.range(0, counts.columns())
                .mapToObj(g -> gene(g / 2, g % 2))
                .toList();
        Table metadata = Table.ofRows(cells.size())
                .with(
                        "subject",
                        words(cells.stream().map(cell -> String.format(Locale.ROOT, "S%02d", cell.subject() + 1))))
                .with("group", words(cells.stream().map(cell -> Study.GROUPS.get(cell.group()))))
                .with(
                        "n_counts",
                        new Column.Whole(cells.stream()
                                .mapToLong(cell -> (long) cell.depth())
                                .toArray()));
        return CellMatrix.of(names, genes, counts.toSparse(), Layer.COUNTS).withCellMetadata(metadata);
    }

    private static Column.Text words(Stream<String> words) {
        return new Column.Text(words.toArray(String[]::new));
    }

    private static Table truth(List<PairParameters> pairs) {
        double[] control = pairs.stream()
                .mapToDouble(pair -> StrictMath.tanh(pair.rho().intercept()))
                .toArray();
        double[] treated = pairs.stream()
                .mapToDouble(pair ->
                        StrictMath.tanh(pair.rho().intercept() + pair.rho().group()))
                .toArray();
        boolean[] changed = new boolean[pairs.size()];
        PairParameterTable.Rows rows = new PairParameterTable.Rows(pairs.size());
        for (int p = 0; p < changed.length; p++) {
            changed[p] = pairs.get(p).rho().group() != 0;
            rows.put(p, pairs.get(p));
        }
        return rows.addTo(Table.ofRows(pairs.size())
                .with("gene_1", words(IntStream.range(0, changed.length).mapToObj(p -> gene(p, 0))))
                .with("gene_2", words(IntStream.range(0, changed.length).mapToObj(p -> gene(p, 1))))
                .with("source", words(pairs.stream().map(PairParameters::source)))
                .with("rho_control", new Column.Real(control))
                .with("rho_treated", new Column.Real(treated))
                .with("changed", new Column.Flag(changed)));
    }
}
