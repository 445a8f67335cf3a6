package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.screlate.coexpress.model.ModelFrame;

/**
 * Chooses the subjects whose cells tell something of a pair, as the published analyses did: those where in each level of
 * what is tested that the subject has cells in, both genes are detected in enough cells and missing from enough.
 *
 * @see <a href="https://doi.org/10.1002/sim.70213">Bussing et al. (2025)</a>
 */
public final class SubjectFilter {
    private final Options options;
    private final ModelFrame frame;
    private final List<String> genes;
    private final GroupCounts groups;

    /** Creates it. */
    SubjectFilter(Options options, ModelFrame frame, List<String> genes, GroupCounts groups) {
        this.options = options;
        this.frame = frame;
        this.genes = genes;
        this.groups = groups;
    }

    /**
     * What a filter asks for; each number must be exceeded.
     *
     * @param shareAbove share of the cells in which a gene is detected
     * @param detectedAbove cells in which it is detected
     * @param zerosAbove cells in which it is not
     * @param minSubjects subjects that each level must keep, at least
     */
    public record Options(double shareAbove, int detectedAbove, int zerosAbove, int minSubjects) {
        /** Checks the numbers. */
        public Options {
            if (!(shareAbove >= -1 && shareAbove < 1)) {
                throw new IllegalArgumentException("--share-above must be below 1, not " + shareAbove);
            }
            if (minSubjects < 2) {
                throw new IllegalArgumentException("--min-subjects must be at least 2, not " + minSubjects
                        + ": one subject's effect cannot be told from its group's");
            }
        }
    }

    /** The settings of published analyses. */
    public enum Preset {
        /** Counts of molecules. */
        DROPLET,
        /** Counts of reads of whole transcripts. */
        PLATE,
        /** Every subject, whatever its cells. */
        NONE;

        /** Its numbers; the least number of subjects is ours, for the published analyses had none. */
        public Options options() {
            return switch (this) {
                case DROPLET -> new Options(0.3, 25, 2, 3);
                case PLATE -> new Options(0.3, 30, 3, 3);
                case NONE -> new Options(-1, -1, -1, 3);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is left.
     *
     * @param subjects whether each is kept
     * @param excluded the others, each with the reason
     * @param shortage why the pair cannot be tested; empty if it can
     */
    record Kept(boolean[] subjects, List<String> excluded, String shortage) {
        int count() {
            int count = 0;
            for (boolean kept : subjects) {
                count += kept ? 1 : 0;
            }
            return count;
        }
    }

    /** The subjects for one gene: those of any pair that it is in, and more. */
    Kept keep(int gene) {
        return keep(gene, gene);
    }

    /** The subjects for a pair. */
    Kept keep(int first, int second) {
        boolean[] kept = new boolean[frame.subjects().size()];
        List<String> excluded = new ArrayList<>();
        for (int s = 0; s < kept.length; s++) {
            String why = reason(first, s);
            why = why.isEmpty() ? reason(second, s) : why;
            kept[s] = why.isEmpty();
            if (!kept[s]) {
                excluded.add(frame.subjects().get(s) + ": " + why);
            }
        }
        return new Kept(kept, excluded, shortage(kept));
    }

    private String reason(int gene, int subject) {
        int levels = frame.levels().size();
        for (int level = 0; level < levels; level++) {
            int all = groups.cells(subject, level);
            int seen = groups.detected(gene, subject, level);
            String where =
                    all + " cells" + (levels > 1 ? " of " + frame.levels().get(level) : "");
            if (all > 0 && !((double) seen / all > options.shareAbove && seen > options.detectedAbove)) {
                return genes.get(gene) + " detected in " + seen + " of " + where;
            }
            if (all > 0 && !(all - seen > options.zerosAbove)) {
                return genes.get(gene) + " missing from " + (all - seen) + " of " + where;
            }
        }
        return "";
    }

    /** Why the subjects that are kept are too few; empty if they are not. */
    String shortage(boolean[] kept) {
        int levels = frame.levels().size();
        for (int level = 0; level < levels; level++) {
            int count = 0;
            for (int s = 0; s < kept.length; s++) {
                count += kept[s] && groups.cells(s, level) > 0 ? 1 : 0;
            }
            if (count < options.minSubjects) {
                return String.format(
                        Locale.ROOT,
                        "%d of %d subjects left%s, at least %d needed",
                        count,
                        kept.length,
                        levels > 1 ? " in " + frame.levels().get(level) : "",
                        options.minSubjects);
            }
        }
        return "";
    }
}
