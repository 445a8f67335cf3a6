package org.screlate.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/** The run: steps with versions and parameters, how they led to each other, time and memory, and how to tell of it. */
final class RunSteps {
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
            run.chapter.add(StepGraph.of(results));
            run.steps(steps);
        }
        Advice.warnings(results).forEach(run.chapter::warn);
        results.tables(Role.TRACE).forEach(run::trace);
        run.files();
        return run.chapter;
    }

    private void methods(List<Provenance.Step> steps) {
        chapter.add(Parts.heading("Methods, ready to paste"));
        chapter.add(new Page.Text(Page.Tone.QUOTE, MethodsText.paragraph(steps)));
        chapter.add(Parts.plain("Cite screlate (CITATION.cff) and, for the methods that were run:"));
        MethodsText.citations(results).forEach(reference -> chapter.add(Parts.finding(reference)));
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
                    StepGraph.options(step),
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
