package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.screlate.coexpress.fit.Fit;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.coexpress.model.Parameter;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;

/** The tests of a list of pairs, one after the other; no result is held once its row is given away. */
public final class PairTests {
    private final PairStudy study;
    private final DifferentialCoexpression method;
    private final PairTable table;
    private final GenePairs pairs;
    private final int[] genes;
    private final Workers workers;
    private final Progress progress;
    private final AtomicLong done = new AtomicLong();
    private final Map<Fit.Status, Integer> statuses = new EnumMap<>(Fit.Status.class);

    /** Puts them together; the user's error where the cells have none of the genes. */
    public PairTests(
            PairStudy study, DifferentialCoexpression method, GenePairs pairs, Workers workers, Progress progress) {
        this.study = study;
        this.method = method;
        this.pairs = pairs;
        this.workers = workers;
        this.progress = progress;
        method.check(study.frame());
        this.table = new PairTable(study.frame(), method.contents());
        this.genes = geneNumbers(study, pairs);
    }

    /** The number in the study of each gene of the pairs, -1 for those that it does not have. */
    static int[] geneNumbers(PairStudy study, GenePairs pairs) {
        int[] genes = pairs.genes().stream().mapToInt(study::gene).toArray();
        if (Arrays.stream(genes).allMatch(gene -> gene < 0)) {
            throw new InvalidInputException("the cells have none of the " + genes.length + " genes of the pairs"
                    + (genes.length == 0 ? "" : ", such as '" + pairs.genes().get(0) + "'")
                    + "; are genes named alike in both?");
        }
        return genes;
    }

    /** Tests pairs {@code from <= i < to} and gives their rows. */
    public Table between(int from, int to) {
        PairResult[] results = new PairResult[to - from];
        workers.forEach(results.length, i -> {
            int first = genes[pairs.first()[from + i]];
            int second = genes[pairs.second()[from + i]];
            results[i] = method.test(study, first, second);
            progress.at("pairs", done.incrementAndGet(), pairs.size());
        });
        for (PairResult result : results) {
            statuses.merge(result.status(), 1, Integer::sum);
        }
        return table.rows(pairs.part(from, to), List.of(results));
    }

    /**
     * Bytes held at once.
     *
     * @param batch pairs whose results are held at once
     */
    public long memory(int batch) {
        return method.memory(
                study,
                Arrays.stream(pairs.first()).map(gene -> genes[gene]).toArray(),
                Arrays.stream(pairs.second()).map(gene -> genes[gene]).toArray(),
                batch);
    }

    /** What is to be known before the pairs are tested, a sentence each. */
    public List<String> notes() {
        List<String> sentences = new ArrayList<>();
        ModelFrame.Selection everything = study.frame().all();
        int fits = method.contents().depthMatched() && DepthMatching.isWanted(everything) ? 2 : 1;
        long genes = pairs.genes().size();
        RunCost cost = new RunCost(
                (long) fits * pairs.size(),
                fits * genes,
                study.frame().cells(),
                method.kindOfCost(),
                RunCost.complexity(everything.design()));
        sentences.add(String.format(Locale.ROOT, "%,d pairs will take %s", pairs.size(), cost.words()));
        double fold = UnlikeGroups.depthFold(everything.depths());
        if (method.contents().countsDepend() && fold > UnlikeGroups.MOST) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "median depth differs %.1f-fold between groups; with 'dependence: counts' the deeper group looks more"
                            + " correlated: take 'dependence: expression', or --depth-matched, and see groups_unlike in the table",
                    fold));
        }
        if (!isInSigma(everything.design())) {
            sentences.add(
                    "what is tested is no term of 'sigma': where the variability of genes differs between groups, their"
                            + " coexpression seems to; add it to sigma");
        }
        int subjects = study.frame().subjects().size();
        boolean[] all = new boolean[subjects];
        Arrays.fill(all, true);
        int several = study.groups().subjectsInSeveral(all);
        if (several > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d subjects have cells in several groups; where these are not the same people, names of"
                            + " subjects repeat between groups and must be made unlike",
                    several,
                    subjects));
        }
        return sentences;
    }

    /** Whether dispersion of both genes can differ by all that is tested. */
    private static boolean isInSigma(Design design) {
        List<String> rho = design.predictor(Parameter.RHO).names();
        return Arrays.stream(design.tested())
                .mapToObj(rho::get)
                .allMatch(name -> design.predictor(Parameter.SIGMA1).names().contains(name)
                        && design.predictor(Parameter.SIGMA2).names().contains(name));
    }

    /** What was noticed in the tests, a sentence each. */
    public List<String> remarks() {
        int few = statuses.getOrDefault(Fit.Status.TOO_FEW_SUBJECTS, 0);
        String shortage = 2L * few <= done.get()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%,d of %,d pairs have too few subjects left; the column excluded says of each why, and --preset none"
                                + " leaves out none",
                        few,
                        done.get());
        return Stream.of(shortage, method.noteOfZeros())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** How many pairs ended how, so far. */
    public String summary() {
        return statuses.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), PairTable.word(entry.getKey())))
                .collect(Collectors.joining(", "));
    }
}
