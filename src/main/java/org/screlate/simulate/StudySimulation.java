package org.screlate.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.count.CountQuantile;
import org.screlate.stats.math.StandardNormal;
import org.screlate.stats.random.Streams;

/**
 * Counts of a whole study with known truth. Cell \(c\) of type \(t\), subject \(s\) and group \(x\) has of gene \(g\)
 * \[ y_{cg} = F^{-1}(\Phi(z_{cg}); \mu_{cg}, \sigma), \qquad \log \mu_{cg} = m_g + l_c + a_{tg} + b_{sg} + d_g x + h_c
 * [g \text{ mitochondrial}], \] where \(F\) is the negative binomial distribution with mean \(\mu\) and variance \(\mu +
 * \sigma \mu^2\); \(m_g\) the level of the gene; \(l_c \sim N(-\lambda^2/2, \lambda^2)\) the size factor of the cell;
 * \(a_{tg}\) the log fold change of markers; \(b_{sg} \sim N(0, \tau^2)\) the effect of the subject, the same in both
 * groups; \(d_g\) the response of the first module to treatment; \(h_c \sim N(0, 0.5^2)\) how stressed the cell is.
 *
 * <p>The normal scores carry the coexpression (a Gaussian copula): in a module \(z_{cg} = \sqrt{\rho} f_c + \sqrt{1 -
 * \rho} e_{cg}\) with one factor for each module, and another \(\rho\) in treated cells for the last modules where asked for; in a pair \(z_{c2} = \rho_x z_{c1} + \sqrt{1 - \rho_x^2} e_{c2}\); all
 * other scores are independent, so any further correlation of counts comes from \(l, a, b, d, h\).
 *
 * <p>Each cell draws from a generator of its own, so the number of threads changes nothing.
 */
public final class StudySimulation {
    private static final double GENE_LOG_SD = 0.8;
    private static final double PLANTED_LOG_SD = 0.3;
    private static final double PLANTED_FOLD = 4;
    private static final double STRESS_SD = 0.5;
    private static final int BARCODE_LENGTH = 16;

    private final Options options;
    private final StudyGenes genes;

    /**
     * Settings.
     *
     * @param changedType number from 1 of the only type in which the groups differ; 0 for all types
     * @param rewired modules whose correlation changes
     */
    public record Options(Study.Sizes sizes, Study.Effects effects, int changedType, Study.Rewired rewired, long seed) {
        /** A small study. */
        public static final Options DEFAULTS =
                new Options(Study.Sizes.DEFAULTS, Study.Effects.DEFAULTS, 0, Study.Rewired.DEFAULTS, 0);

        /** Checks that the type exists and the values fit one array. */
        public Options {
            if (changedType < 0 || changedType > sizes.types()) {
                throw new IllegalArgumentException(
                        "changed type not from 0 (all) to the " + sizes.types() + " types: " + changedType);
            }
            if (rewired.modules() > sizes.modules()) {
                throw new IllegalArgumentException(
                        "rewired modules > the " + sizes.modules() + " modules: " + rewired.modules());
            }
            if (sizes.cells() * sizes.genes() > Integer.MAX_VALUE / 2) {
                throw new IllegalArgumentException(
                        "cells × genes > 2^30: " + sizes.cells() + " × " + sizes.genes() + "; simulate fewer");
            }
        }

        /** Correlation of a module in treated cells. */
        double treatedRho(int module) {
            return module >= sizes.modules() - rewired.modules() ? rewired.treatedRho() : effects.moduleRho();
        }
    }

    /** Creates the simulation; nothing is drawn until {@link #simulate}. */
    public StudySimulation(Options options) {
        this.options = options;
        this.genes = new StudyGenes(options.sizes());
    }

    /** Bytes that {@link #simulate} needs at its peak: the counts as a dense matrix, then as a sparse one. */
    public long memory() {
        long counts = options.sizes().cells() * genes.size();
        return (1 << 20) + 4608L * genes.size() + 25 * counts / 4 + Math.min(3 * counts / 2, 18 << 20);
    }

    /** Draws the study. */
    public Study simulate(Workers workers) {
        double[] levels = levels(Streams.of(options.seed(), "levels"));
        double[][] subjects = subjectEffects(Streams.of(options.seed(), "subjects"));
        List<Cell> cells = cells();
        DenseMatrix counts = DenseMatrix.zeros(cells.size(), genes.size());
        workers.forBlocks(cells.size(), 64, (from, to) -> {
            for (int c = from; c < to; c++) {
                Cell cell = cells.get(c);
                drawCounts(cell, levels, subjects[cell.subject()], counts.values(), counts.offset(c));
            }
        });
        StudyTruth truth = new StudyTruth(options, genes);
        return new Study(
                named(cells, counts),
                truth.network(Streams.of(options.seed(), "network")),
                truth.geneSets(Streams.of(options.seed(), "gene sets")),
                truth.table());
    }

    /** One cell before its counts are drawn; numbers from 0. */
    private record Cell(int subject, int group, int type, SplittableRandom random) {}

    /** The group whose relations and response the cell has: control's where its type does not change. */
    private int state(Cell cell) {
        return options.changedType() == 0 || cell.type() + 1 == options.changedType() ? cell.group() : 0;
    }

    private List<Cell> cells() {
        Study.Sizes sizes = options.sizes();
        List<Cell> cells = new ArrayList<>();
        for (int subject = 0; subject < sizes.subjects(); subject++) {
            for (int group = 0; group < Study.GROUPS.size(); group++) {
                for (int i = 0; i < sizes.cellsPerSubject(); i++) {
                    SplittableRandom own = Streams.of(options.seed(), "cell", subject, group, i);
                    cells.add(new Cell(subject, group, drawType(own), own));
                }
            }
        }
        return cells;
    }

    // Type t is as frequent as 1 / (t + 2): 6/13, 4/13 and 3/13 for three.
    private int drawType(SplittableRandom random) {
        double total = IntStream.range(0, options.sizes().types())
                .mapToDouble(t -> 1.0 / (t + 2))
                .sum();
        double left = random.nextDouble() * total;
        int type = 0;
        while (type < options.sizes().types() - 1 && left >= 1.0 / (type + 2)) {
            left -= 1.0 / (type + 2);
            type++;
        }
        return type;
    }

    /** \(m_g\): log expected counts at size factor 1, length genes. */
    private double[] levels(SplittableRandom random) {
        double[] levels = new double[genes.size()];
        for (int g = 0; g < levels.length; g++) {
            boolean planted = genes.isInModuleOrPair(g);
            double sd = planted ? PLANTED_LOG_SD : GENE_LOG_SD;
            double mean = options.effects().meanCount() * (planted ? PLANTED_FOLD : 1);
            levels[g] = Math.log(mean) + sd * StandardNormal.draw(random) - sd * sd / 2;
        }
        return levels;
    }

    /** \(b_{sg}\): {@code [subjects × genes]}. */
    private double[][] subjectEffects(SplittableRandom random) {
        double[][] effects = new double[options.sizes().subjects()][genes.size()];
        for (double[] subject : effects) {
            for (int g = 0; g < subject.length; g++) {
                subject[g] = options.effects().subjectSd() * StandardNormal.draw(random);
            }
        }
        return effects;
    }

    private void drawCounts(Cell cell, double[] levels, double[] subject, float[] counts, int offset) {
        Study.Effects effects = options.effects();
        double librarySd = effects.librarySd();
        double library = librarySd * StandardNormal.draw(cell.random()) - librarySd * librarySd / 2;
        double stress = STRESS_SD * StandardNormal.draw(cell.random());
        double[] shift = new double[genes.size()];
        genes.markers(cell.type()).forEach(g -> shift[g] = effects.markerLogFold());
        if (state(cell) == 1 && options.sizes().modules() > 0) {
            genes.module(0).forEach(g -> shift[g] = effects.responseLogFold());
        }
        double[] scores = scores(cell);
        for (int g = 0; g < scores.length; g++) {
            double logMean = levels[g] + library + shift[g] + subject[g] + (genes.isMitochondrial(g) ? stress : 0);
            counts[offset + g] =
                    CountQuantile.of(StandardNormal.cumulative(scores[g]), Math.exp(logMean), effects.dispersion());
        }
    }

    /** \(z_{cg}\) of one cell, length genes. */
    private double[] scores(Cell cell) {
        double[] scores = new double[genes.size()];
        for (int g = 0; g < scores.length; g++) {
            scores[g] = StandardNormal.draw(cell.random());
        }
        for (int m = 0; m < options.sizes().modules(); m++) {
            double shared =
                    state(cell) == 1 ? options.treatedRho(m) : options.effects().moduleRho();
            double factor = StandardNormal.draw(cell.random());
            genes.module(m).forEach(g -> scores[g] = Math.sqrt(shared) * factor + Math.sqrt(1 - shared) * scores[g]);
        }
        for (int p = 0; p < options.sizes().pairs(); p++) {
            double rho = Study.PairKind.of(p).rho(state(cell), options.effects());
            int first = genes.firstOfPair(p);
            scores[first + 1] = rho * scores[first] + Math.sqrt(1 - rho * rho) * scores[first + 1];
        }
        return scores;
    }

    private CellMatrix named(List<Cell> cells, DenseMatrix counts) {
        List<String> barcodes = IntStream.range(0, cells.size())
                .mapToObj(StudySimulation::barcode)
                .toList();
        Table cellMetadata = Table.ofRows(cells.size())
                .with(
                        "cell_type",
                        words(cells.stream()
                                .map(cell -> StudyTruth.typeName(cell.type()))
                                .toList()))
                .with(
                        "subject",
                        words(cells.stream()
                                .map(cell -> "S" + (cell.subject() + 1))
                                .toList()))
                .with(
                        "group",
                        words(cells.stream()
                                .map(cell -> Study.GROUPS.get(cell.group()))
                                .toList()));
        List<String> ids = IntStream.range(0, genes.size())
                .mapToObj(g -> String.format(Locale.ROOT, "ENSG%011d", 99_000_000_000L + g))
                .toList();
        return CellMatrix.of(barcodes, genes.symbols(), counts.toSparse(), Layer.COUNTS)
                .withCellMetadata(cellMetadata)
                .withGeneMetadata(Table.ofRows(genes.size()).with("gene_ids", words(ids)));
    }

    private static Column.Text words(List<String> words) {
        return new Column.Text(words.toArray(new String[0]));
    }

    // An odd factor permutes the 2^32 words of 16 letters, so no two cells share one.
    private static String barcode(int cell) {
        int code = (cell + 1) * 0x9E3779B1;
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < BARCODE_LENGTH; i++) {
            letters.append("ACGT".charAt((code >>> (2 * i)) & 3));
        }
        return letters + "-1";
    }
}
