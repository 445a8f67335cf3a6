package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.screlate.coexpress.model.ModelFrame;

/**
 * In what groups are too unlike for a dependence of counts: where depth or the mean of a gene differs more than {@value
 * #MOST}-fold between two groups, there is less Poisson noise in one, and its counts correlate more though expression does not.
 */
public final class UnlikeGroups {
    static final double MOST = 1.5;

    private UnlikeGroups() {}

    /** In words, such as "depth 3.1-fold, mean of gene 1 2.4-fold"; empty where groups are alike or there are none. */
    static String of(PairResult pair) {
        List<GroupCounts.Summary> summaries = pair.levels();
        ModelFrame.Selection selection = pair.selection();
        if (selection == null || summaries.isEmpty()) {
            return "";
        }
        List<String> words = new ArrayList<>();
        add(words, "depth", selection.depths());
        for (int gene = 0; gene < 2; gene++) {
            int which = gene;
            add(
                    words,
                    "mean of gene " + (gene + 1),
                    summaries.stream().mapToDouble(of -> of.mean()[which]).toArray());
        }
        return String.join(", ", words);
    }

    private static void add(List<String> words, String what, double[] values) {
        double fold = Arrays.stream(values).max().orElse(1)
                / Arrays.stream(values).min().orElse(1);
        if (fold > MOST) {
            words.add(
                    Double.isInfinite(fold)
                            ? what + " 0 in a group"
                            : String.format(Locale.ROOT, "%s %.1f-fold", what, fold));
        }
    }

    /** How many times deeper the deepest level is than the least deep; 1 where there is one level. */
    static double depthFold(double[] depths) {
        return Arrays.stream(depths).max().orElse(1)
                / Arrays.stream(depths).min().orElse(1);
    }
}
