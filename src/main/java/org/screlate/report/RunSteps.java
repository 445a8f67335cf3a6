package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/** The run: steps with versions and parameters, how they led to each other, time and memory, and how to tell of it. */
final class RunSteps {
    private static final Map<String, String> REFERENCES = references();

    private final Results results;
    private final Chapter chapter = new Chapter("run", "The run: steps, versions, methods");

    private RunSteps(Results results) {
        this.results = results;
    }

    /** The chapter; a sentence where no result has a history. */
    static Chapter of(Results results) {
        RunSteps run = new RunSteps(results);
        List<Provenance.Step> steps = results.history().steps();
        if (steps.isEmpty()) {
            run.chapter.add(Parts.missing(
                    "None of the inputs carries its history: tables as text have none, files of the format Arrow do."));
        } else {
            run.methods(steps);
            run.graph();
            run.steps(steps);
        }
        results.tables(Role.TRACE).forEach(run::trace);
        run.files();
        return run.chapter;
    }

    private static Map<String, String> references() {
        Map<String, String> references = new LinkedHashMap<>();
        references.put(
                "impute",
                "Um D. Gene-Gene Relationship Modeling Based on Genetic Evidence for Single-Cell RNA-Seq Data Imputation. Advances in Neural Information Processing Systems, 2024.");
        references.put(
                "embed",
                "Sheinin R., Sharan R., Madi A. scNET: learning context-specific gene and cell embeddings by integrating single-cell gene expression data with protein-protein interactions. Nature Methods, 2025.");
        references.put(
                "coexpress",
                "scCOSMiX: a mixed-effects copula model of differential coexpression in single-cell RNA-seq; see the page of screlate-coexpress for its source and for departures from it.");
        references.put(
                "cluster",
                "Traag V. A., Waltman L., van Eck N. J. From Louvain to Leiden: guaranteeing well-connected communities. Scientific Reports 9, 5233, 2019.");
        return references;
    }

    private void methods(List<Provenance.Step> steps) {
        Map<String, Set<String>> versions = new TreeMap<>();
        steps.forEach(step -> versions.computeIfAbsent(step.tool(), t -> new LinkedHashSet<>())
                .add(step.version()));
        Set<String> all =
                versions.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
        chapter.add(Parts.heading("Methods, ready to paste"));
        StringBuilder text = new StringBuilder("Data were analysed with screlate " + String.join(" and ", all) + ". ");
        Set<String> told = new LinkedHashSet<>();
        for (Provenance.Step step : steps) {
            String sentence = step.tool() + " was run with " + options(step, " = ", ", ")
                    + (step.options().isEmpty() ? "its defaults" : "") + " and seed " + step.seed() + ".";
            if (told.add(sentence) && told.size() <= 20) {
                text.append(sentence).append(' ');
            }
        }
        chapter.add(new Page.Text(Page.Tone.QUOTE, text.toString().trim()));
        List<String> cited = new ArrayList<>();
        REFERENCES.forEach((tool, reference) -> {
            if (steps.stream().anyMatch(step -> Steps.isOf(step, tool))) {
                cited.add(reference);
            }
        });
        chapter.add(Parts.plain("Cite screlate (CITATION.cff) and, for the methods that were run:"));
        cited.forEach(reference -> chapter.add(Parts.finding(reference)));
    }

    private static String options(Provenance.Step step, String is, String between) {
        return step.options().entrySet().stream()
                .map(option -> option.getKey() + is + option.getValue())
                .collect(Collectors.joining(between));
    }

    /** Steps, each joined to the one before it in a file's history. */
    private void graph() {
        Map<Provenance.Step, Integer> numbers = new LinkedHashMap<>();
        Set<String> joined = new LinkedHashSet<>();
        Values.RowList edges = new Values.RowList();
        Values.RowList nodes = new Values.RowList();
        for (Result result : results.all()) {
            int before = -1;
            for (Provenance.Step step : result.provenance().steps()) {
                Integer known = numbers.get(step);
                int number = known == null ? numbers.size() : known;
                if (known == null) {
                    numbers.put(step, number);
                    nodes.add(
                            "id",
                            "step " + number,
                            "label",
                            step.tool().replaceFirst("^screlate-", ""),
                            "group",
                            step.tool(),
                            "version",
                            step.version(),
                            "seed",
                            String.valueOf(step.seed()),
                            "options",
                            options(step, "=", " "));
                }
                if (before >= 0 && joined.add(before + ">" + number)) {
                    edges.add("source", "step " + before, "target", "step " + number);
                }
                before = number;
            }
        }
        Table arrows =
                edges.size() == 0 ? Table.ofRows(0).with("source", text()).with("target", text()) : edges.table();
        chapter.add(new Page.Graph(
                "provenance",
                "How the results came about",
                "The steps that the files' own histories tell of; an arrow leads to the step that came next. Click a step for its options.",
                nodes.table(),
                arrows,
                true));
    }

    private static org.screlate.data.Column text() {
        return new org.screlate.data.Column.Text(new String[0]);
    }

    private void steps(List<Provenance.Step> steps) {
        Values.RowList rows = new Values.RowList();
        for (Provenance.Step step : steps) {
            rows.add(
                    "tool",
                    step.tool(),
                    "version",
                    step.version(),
                    "seed",
                    step.seed(),
                    "options",
                    options(step, "=", " "),
                    "inputs",
                    step.inputs().entrySet().stream()
                            .map(input -> input.getKey() + " "
                                    + input.getValue()
                                            .substring(
                                                    0,
                                                    Math.min(
                                                            12, input.getValue().length())))
                            .collect(Collectors.joining(", ")));
        }
        chapter.add(Parts.grid(
                "steps",
                "Steps with all their options",
                "A row for each step; inputs by the first 12 digits of their sha256.",
                rows.table()));
    }

    private void trace(Results.Named named) {
        Table table = Parts.columns(
                named.table(),
                "name",
                "status",
                "exit",
                "realtime",
                "duration",
                "%cpu",
                "peak_rss",
                "peak_vmem",
                "rchar",
                "wchar");
        long failed = IntStream.range(0, table.rows())
                .filter(r -> !List.of("COMPLETED", "CACHED")
                        .contains(table.column("status").text(r)))
                .count();
        if (failed > 0) {
            chapter.warn(String.format(
                    Locale.ROOT,
                    "%,d of %s did not complete; the table of steps says which.",
                    failed,
                    Values.counted(table.rows(), "step")));
        }
        chapter.add(
                Parts.grid("trace", "Time and memory of the steps", "As the workflow manager measured them.", table));
    }

    private void files() {
        Values.RowList rows = new Values.RowList();
        results.all()
                .forEach(result -> rows.add("sample", result.sample(), "what", result.label(), "file", result.file()));
        chapter.add(Parts.grid("files", "Files that this page was made of", "A row for each file.", rows.table()));
    }
}
