package org.screlate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Page;
import org.screlate.data.Provenance;

/**
 * Makes one page of whatever results there are. Figures of many points show a sample of them, and say so; numbers in
 * sentences are of all.
 */
public final class ReportPage {
    private final Options options;

    /** Creates the report; nothing is read until {@link #of}. */
    public ReportPage(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param title of the page
     * @param seed of the samples that figures show
     */
    public record Options(String title, long seed) {
        /** Checks them. */
        public Options {
            if (title.isBlank()) {
                throw new IllegalArgumentException("the title is empty");
            }
        }
    }

    /** The page; the user's error where there is no result at all. */
    public Page of(Results results) {
        if (results.all().isEmpty()) {
            throw new InvalidInputException("no result to report: none of the inputs is a table or an Arrow file");
        }
        List<Chapter> chapters = new ArrayList<>(List.of(
                Quality.of(results),
                CellMaps.of(results, options.seed()),
                Scores.of(results),
                Comparisons.of(results),
                Imputation.of(results, options.seed()),
                Embeddings.of(results, options.seed()),
                Markers.of(results, options.seed()),
                GeneSets.of(results),
                Coexpression.of(results, options.seed()),
                Modules.of(results),
                Networks.of(results),
                RunSteps.of(results)));
        List<Page.Section> sections = new ArrayList<>();
        sections.add(summary(results, chapters));
        chapters.stream()
                .filter(chapter -> !chapter.isEmpty())
                .map(Chapter::section)
                .forEach(sections::add);
        return new Page(options.title(), sections);
    }

    private static Page.Section summary(Results results, List<Chapter> chapters) {
        List<Page.Part> parts = new ArrayList<>();
        parts.add(Parts.plain(asked(results)));
        parts.add(Parts.plain(cameIn(results)));
        List<String> warnings = chapters.stream()
                .flatMap(chapter -> chapter.warnings().stream())
                .distinct()
                .toList();
        warnings.forEach(warning -> parts.add(Parts.warning(warning)));
        List<String> findings = chapters.stream()
                .flatMap(chapter -> chapter.findings().stream())
                .toList();
        if (findings.isEmpty()) {
            parts.add(Parts.missing("The results hold nothing that could be told in a sentence."));
        }
        findings.stream().limit(40).forEach(finding -> parts.add(Parts.finding(finding)));
        return new Page.Section("summary", "What was found", parts);
    }

    private static String asked(Results results) {
        List<String> tools = results.history().steps().stream()
                .map(Provenance.Step::tool)
                .map(tool -> tool.replaceFirst("^screlate-", ""))
                .distinct()
                .toList();
        return tools.isEmpty()
                ? "The page was made of tables that do not tell which steps made them."
                : "Steps that were run: " + Values.listed(tools, 20) + ".";
    }

    private static String cameIn(Results results) {
        List<String> told = new ArrayList<>();
        for (String sample : results.samples()) {
            results.matrix(sample, Layer.COUNTS)
                    .or(() -> results.matrix(sample, Layer.LOGNORM))
                    .ifPresent(matrix -> told.add(String.format(
                            Locale.ROOT,
                            "%s with %s and %s",
                            sample,
                            Values.counted(matrix.cells().size(), "cell"),
                            Values.counted(matrix.genes().size(), "gene"))));
        }
        long merged = results.samples().stream().filter(results::isMerged).count();
        int alone = results.samples().size() - (int) merged;
        String files = Values.counted(results.all().size(), "file") + " of " + Values.counted(alone, "sample")
                + (merged == 0 ? "" : " and of the study that " + (alone == 1 ? "it is" : "they are") + " part of")
                + " came in";
        return told.isEmpty()
                ? files + ", none of them a matrix of cells."
                : files + "; analysed were " + Values.listed(told, 12) + ".";
    }
}
