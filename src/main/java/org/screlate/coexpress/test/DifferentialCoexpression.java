package org.screlate.coexpress.test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.fit.CopulaModel.Estimation;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.fit.Margin;
import org.screlate.coexpress.fit.MarginCache;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.InvalidInputException;

/**
 * Whether two genes depend on each other differently in groups of cells, by {@link CopulaModel}; where several families of
 * copulas are given, by the one with the least AIC, \(2 \, \mathrm{edf} - 2 \log L\).
 *
 * <p>One instance serves all threads; it keeps the margins of genes for further pairs, which changes no number.
 */
public final class DifferentialCoexpression {
    /** Share of the memory that margins may fill. */
    private static final double KEPT_SHARE = 0.4;

    private final List<CopulaModel> models;
    private final List<MarginCache> margins;
    private final List<CopulaModel.Family> families;
    private final CopulaModel.Options options;
    private final Further further;
    private final UnexplainedZeros unexplained = new UnexplainedZeros();

    /**
     * What is fitted again.
     *
     * @param refitBelow p-value of the fit in two stages below which a pair is fitted again jointly; 0 for none
     * @param depthMatched whether a pair whose groups differ in depth is fitted again to counts thinned to equal depth
     */
    public record Further(double refitBelow, boolean depthMatched) {
        /** Each pair is fitted once. */
        public static final Further NONE = new Further(0, false);

        /** Checks the p-value. */
        public Further {
            if (!(refitBelow >= 0 && refitBelow <= 1)) {
                throw new IllegalArgumentException("--refit-below must be a p-value, not " + refitBelow);
            }
        }
    }

    /** Creates the test, each pair fitted once. */
    public DifferentialCoexpression(List<CopulaModel.Family> families, CopulaModel.Options options) {
        this(families, options, Further.NONE);
    }

    /**
     * Creates the test.
     *
     * @param families of copulas to choose from, at least one
     * @param options of each fit; its own family is not looked at
     * @param further what is fitted again
     */
    public DifferentialCoexpression(List<CopulaModel.Family> families, CopulaModel.Options options, Further further) {
        if (families.isEmpty()) {
            throw new IllegalArgumentException("no copula to fit");
        }
        if (further.depthMatched() && options.dependence().isOfRates()) {
            throw new IllegalArgumentException(
                    "--depth-matched is for 'dependence: counts': that of expression does not"
                            + " depend on depth; leave the option out, or change the model");
        }
        if (further.refitBelow() > 0
                && (options.dependence().isOfRates() || options.estimation() == Estimation.JOINT)) {
            throw new IllegalArgumentException(
                    "--refit-below fits pairs jointly that were fitted in two stages, which needs"
                            + " 'dependence: counts' in the model and not '--estimation joint'");
        }
        this.options = options;
        this.further = further;
        this.families = List.copyOf(families);
        this.models = this.families.stream()
                .map(family -> new CopulaModel(options.with(family)))
                .toList();
        this.margins = this.families.stream()
                .map(family -> new MarginCache(mostOfMargins() / this.families.size()))
                .toList();
    }

    /**
     * Fits and tests one pair; never fails for what its counts are.
     *
     * @param first number of a gene of the study, or -1 for one that the cells do not have
     * @param second number of the other
     */
    public PairResult test(PairStudy study, int first, int second) {
        if (first < 0 || second < 0) {
            return without(Fit.Status.FAILED, "the cells have no such gene", null);
        }
        if (first == second) {
            return without(Fit.Status.FAILED, "the pair is one gene twice", null);
        }
        PairStudy.Sample sample = study.sample(first, second);
        ModelFrame.Selection selection = sample.selection();
        if (selection == null) {
            return without(Fit.Status.TOO_FEW_SUBJECTS, sample.problem(), sample);
        }
        try {
            return fit(study, sample, selection, first, second);
        } catch (RuntimeException e) {
            // A fault in one fit must not cost the run of all the others; the row tells of it.
            return without(Fit.Status.FAILED, "fault: " + e, sample);
        }
    }

    private PairResult fit(
            PairStudy study, PairStudy.Sample sample, ModelFrame.Selection selection, int first, int second) {
        List<GroupCounts.Summary> levels = levels(study, sample.kept(), first, second);
        String unseen = unseen(study, levels, first, second);
        if (!unseen.isEmpty()) {
            return without(Fit.Status.FAILED, unseen, sample);
        }
        Fit best = null;
        Fit joint = null;
        CopulaModel.Family family = families.get(0);
        for (int m = 0; m < models.size(); m++) {
            Margin one = margin(m, study, selection, first, true);
            Margin other = margin(m, study, selection, second, false);
            String problem = problem(one, other);
            if (!problem.isEmpty()) {
                return without(Fit.Status.FAILED, problem, sample);
            }
            Fit fit = models.get(m).fit(one, other, selection.design());
            if (best == null || aic(fit) < aic(best)) {
                best = fit;
                family = families.get(m);
                joint = isCalled(fit) ? jointly(family).fit(one, other, selection.design()) : null;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no fit");
        }
        Fit last = best;
        Fit screened = null;
        if (joint != null && !joint.tests().isEmpty()) {
            last = joint;
            screened = best;
        }
        Fit matched = !further.depthMatched() || !DepthMatching.isWanted(selection)
                ? null
                : depthMatched(study, sample, first, second, family, screened != null);
        return new PairResult(
                last.status(),
                last.reason(),
                selection.cells().length,
                sample.subjects(),
                sample.excluded(),
                family,
                last,
                selection,
                levels,
                levels.isEmpty() ? new double[0] : study.differences().of(first, second, sample.kept()),
                study.groups().subjectsInSeveral(sample.kept()),
                screened,
                matched);
    }

    private static String problem(Margin one, Margin other) {
        return Stream.of(one, other)
                .map(Margin::problem)
                .filter(text -> !text.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The pair at equal depth, fitted as its row was; null where the thinned counts of a gene have no margin. */
    private @Nullable Fit depthMatched(
            PairStudy study,
            PairStudy.Sample sample,
            int first,
            int second,
            CopulaModel.Family family,
            boolean isJoint) {
        int m = families.indexOf(family);
        ModelFrame.Selection cells = study.depthMatched(sample);
        DepthMatching thinning = new DepthMatching(options.testing().seed());
        Margin one = margin(m, study, cells, first, true, thinning);
        Margin other = margin(m, study, cells, second, false, thinning);
        CopulaModel model = isJoint ? jointly(family) : models.get(m);
        return problem(one, other).isEmpty() ? model.fit(one, other, cells.design()) : null;
    }

    /** Refuses a model that what is fitted again does not go with, as the user's error. */
    void check(ModelFrame frame) {
        if (further.depthMatched()) {
            DepthMatching.check(frame);
        }
    }

    /** What rows of results tell. */
    PairTable.Contents contents() {
        return new PairTable.Contents(
                further.refitBelow() > 0, !options.dependence().isOfRates(), further.depthMatched());
    }

    RunCost.Kind kindOfCost() {
        return options.dependence().isOfRates()
                ? RunCost.Kind.EXPRESSION
                : options.estimation() == Estimation.JOINT ? RunCost.Kind.JOINT : RunCost.Kind.TWO_STAGE;
    }

    /** Bytes that tests of pairs hold at once. */
    long memory(PairStudy study, int[] first, int[] second, int batch) {
        return new PairMemory(study, first, second).bytes(kindOfCost(), models.size(), mostOfMargins(), batch);
    }

    private static long mostOfMargins() {
        return (long) (KEPT_SHARE * Runtime.getRuntime().maxMemory());
    }

    private boolean isCalled(Fit fit) {
        return !fit.tests().isEmpty() && fit.tests().get(0).pValue() < further.refitBelow();
    }

    private CopulaModel jointly(CopulaModel.Family family) {
        return new CopulaModel(options.with(family).with(Estimation.JOINT));
    }

    /** A gene's margin: of rates one for all its pairs, of counts one for all pairs with the same cells. */
    private Margin margin(int m, PairStudy study, ModelFrame.Selection selection, int gene, boolean isFirst) {
        return margin(m, study, selection, gene, isFirst, null);
    }

    private Margin margin(
            int m,
            PairStudy study,
            ModelFrame.Selection selection,
            int gene,
            boolean isFirst,
            @Nullable DepthMatching thinning) {
        CopulaModel model = models.get(m);
        ModelFrame.Selection own = model.dependsOnRates() ? study.cellsOf(gene) : selection;
        ModelFrame.Selection cells = own == null ? selection : own;
        return margins.get(m).margin(gene, cells.design(), isFirst, () -> {
            int[] all = study.counts(gene, cells.cells());
            int[] counts = thinning == null ? all : thinning.thinned(study.frame(), cells, gene, all);
            String problem = study.constant(gene, counts);
            Margin made = problem.isEmpty()
                    ? model.margin(counts, cells.design(), isFirst)
                    : Margin.without(counts, cells.design(), problem);
            unexplained.add(gene, made.zeroExcess());
            return made;
        });
    }

    /** Genes whose zeros the model does not explain, as a sentence; empty where that is no matter. */
    String noteOfZeros() {
        return unexplained.note();
    }

    /** The margin of a gene that serves all its pairs, where rates depend; null where too few subjects tell of the gene. */
    public @Nullable Margin marginOfRates(PairStudy study, int gene) {
        if (!models.get(0).dependsOnRates()) {
            throw new IllegalStateException("counts depend: a margin does not serve all pairs");
        }
        ModelFrame.Selection cells;
        try {
            cells = study.cellsOf(gene);
        } catch (InvalidInputException e) {
            return null; // too few of a further factor's levels are left
        }
        return cells == null ? null : margin(0, study, cells, gene, true);
    }

    private static List<GroupCounts.Summary> levels(PairStudy study, boolean[] kept, int first, int second) {
        int levels = study.frame().levels().size();
        return IntStream.range(0, levels < 2 ? 0 : levels)
                .mapToObj(level -> study.groups().summary(first, second, kept, level))
                .toList();
    }

    /** Which gene a level never shows, though another does; empty where there is none. */
    private static String unseen(PairStudy study, List<GroupCounts.Summary> levels, int first, int second) {
        for (int level = 0; level < levels.size(); level++) {
            for (int gene = 0; gene < 2; gene++) {
                int which = gene;
                boolean elsewhere = levels.stream().anyMatch(of -> of.detected()[which] > 0);
                if (elsewhere
                        && levels.get(level).cells() > 0
                        && levels.get(level).detected()[gene] == 0) {
                    return "gene " + study.geneNames().get(gene == 0 ? first : second) + " is in no cell of "
                            + study.frame().levels().get(level) + ", so that its coexpression there cannot be told";
                }
            }
        }
        return "";
    }

    private static double aic(Fit fit) {
        double aic = 2 * fit.effectiveParameters() - 2 * fit.logLikelihood();
        return fit.status() == Fit.Status.FAILED || Double.isNaN(aic) ? Double.POSITIVE_INFINITY : aic;
    }

    private PairResult without(Fit.Status status, String reason, PairStudy.@Nullable Sample sample) {
        return new PairResult(
                status,
                reason,
                0,
                sample == null ? 0 : sample.subjects(),
                sample == null ? List.of() : sample.excluded(),
                families.get(0),
                null,
                null,
                List.of(),
                new double[0],
                0,
                null,
                null);
    }
}
