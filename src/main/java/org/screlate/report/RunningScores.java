package org.screlate.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.screlate.data.GeneSet;
import org.screlate.data.Page;
import org.screlate.data.Table;

/**
 * The running score of gene sets down a ranking: it rises at each gene of the set by the share of its score among those of the
 * set, and falls at each other gene alike. Drawn only where its peak is the score that the table of tests gives, so that a curve
 * never shows another ranking than was tested.
 *
 * @see <a href="https://doi.org/10.1073/pnas.0506580102">Subramanian et al. 2005, appendix</a>
 */
final class RunningScores {
    private static final int MOST_CURVES = 12;
    private static final int STEPS = 300;
    private static final double SAME = 0.02;

    private RunningScores() {}

    /** Adds the curves of the sets with the smallest p-values, or says what they lack. */
    static void add(Chapter chapter, Results results, Results.Named tests, List<Integer> ordered) {
        Table table = tests.table();
        if (!table.names().containsAll(List.of("es", "group"))) {
            return;
        }
        List<GeneSet> sets = results.geneSets();
        // Of the same sample first; where names of files tell no samples, the peak tells whether a ranking is the one
        // tested.
        Optional<Results.Named> ranking = Stream.concat(
                        results.tables(Role.MARKERS, tests.sample()).stream(), results.tables(Role.MARKERS).stream())
                .filter(named -> named.table().names().contains("score"))
                .findFirst();
        if (sets.isEmpty() || ranking.isEmpty()) {
            chapter.add(
                    Parts.missing(
                            tests.name()
                                    + ": running scores need the file of the gene sets (.gmt) and the ranking that was tested among the inputs."));
            return;
        }
        Values.RowList rows = new Values.RowList();
        int curves = 0;
        for (int r : ordered) {
            if (curves < MOST_CURVES) {
                curves += curve(rows, table, r, sets, ranking.get().table()) ? 1 : 0;
            }
        }
        if (curves == 0) {
            chapter.add(Parts.missing(tests.name()
                    + ": no running score can be drawn, for the rankings among the inputs are not those tested."));
            return;
        }
        chapter.add(Page.Figure.of(
                        Values.id("running", tests.name()),
                        tests.name() + ": running enrichment score",
                        "Down the ranking from the highest to the lowest gene, the curve rises at each gene of the set and falls at the"
                                + " others; its peak is the enrichment score. The sets with the smallest p-values, one at a time.",
                        "lines",
                        Parts.lines("Rank of the gene", "Running enrichment score", "", 1, true, false),
                        rows.table())
                .choosing("set"));
    }

    private static boolean curve(Values.RowList rows, Table tests, int row, List<GeneSet> sets, Table ranking) {
        String name = tests.column("set").text(row);
        String group = tests.column("group").text(row);
        Optional<GeneSet> set =
                sets.stream().filter(one -> one.name().equals(name)).findFirst();
        if (set.isEmpty()) {
            return false;
        }
        double[] scores = Values.numbers(ranking, "score");
        String[] groups = Values.words(ranking, "group");
        List<Integer> ordered = new ArrayList<>();
        for (int r = 0; r < scores.length; r++) {
            if (groups[r].equals(group) && Double.isFinite(scores[r])) {
                ordered.add(r);
            }
        }
        ordered.sort((a, b) -> Double.compare(scores[b], scores[a]));
        double[] heights = heights(
                ordered,
                scores,
                Values.words(ranking, "gene"),
                new HashSet<>(set.get().genes()));
        double peak = 0;
        for (double height : heights) {
            peak = Math.abs(height) > Math.abs(peak) ? height : peak;
        }
        if (heights.length == 0 || !(Math.abs(peak - Values.numbers(tests, "es")[row]) < SAME)) {
            return false;
        }
        draw(rows, name + " in " + group, heights);
        return true;
    }

    /** The score after each gene, from the highest down; none where no gene, or each, is of the set. */
    static double[] heights(List<Integer> ordered, double[] scores, String[] genes, Set<String> set) {
        double total = 0;
        int members = 0;
        for (int r : ordered) {
            if (set.contains(genes[r])) {
                total += Math.abs(scores[r]);
                members++;
            }
        }
        if (members == 0 || members == ordered.size() || !(total > 0)) {
            return new double[0];
        }
        double[] heights = new double[ordered.size()];
        double height = 0;
        for (int i = 0; i < heights.length; i++) {
            int r = ordered.get(i);
            height += set.contains(genes[r]) ? Math.abs(scores[r]) / total : -1.0 / (ordered.size() - members);
            heights[i] = height;
        }
        return heights;
    }

    /** Evenly spaced ranks and the turning points nearest to them: the peak is always drawn. */
    private static void draw(Values.RowList rows, String set, double[] heights) {
        Map<Integer, Double> drawn = new java.util.TreeMap<>();
        int step = Math.max(1, heights.length / STEPS);
        int peak = 0;
        for (int i = 0; i < heights.length; i++) {
            peak = Math.abs(heights[i]) > Math.abs(heights[peak]) ? i : peak;
            if (i % step == 0 || i == heights.length - 1) {
                drawn.put(i, heights[i]);
            }
        }
        drawn.put(peak, heights[peak]);
        rows.add("set", set, "line", "score", "x", 0, "y", 0);
        drawn.forEach((rank, height) -> rows.add("set", set, "line", "score", "x", rank + 1, "y", height));
    }
}
