package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/** Quality of cells and genes: what came in, what was kept, and where the cut-offs lie. */
final class Quality {
    /** A measurement of cells, with the options of preprocess that bound it. */
    private record Measure(String column, String title, boolean logarithmic, String least, String most) {}

    private static final List<Measure> MEASURES = List.of(
            new Measure("n_counts", "Counts per cell", true, "min-counts", "max-counts"),
            new Measure("n_genes", "Genes detected per cell", true, "min-genes", "max-genes"),
            new Measure("mito_percent", "Mitochondrial counts (%)", false, "", "max-mito"));

    private static final int RANKS = 300;
    /** So many samples have a sentence each. */
    private static final int FEW_SAMPLES = 3;

    private final Results results;
    private final Chapter chapter = new Chapter("quality", "Quality of cells and genes");

    private Quality(Results results) {
        this.results = results;
    }

    /** The chapter; empty where no result tells of quality. */
    static Chapter of(Results results) {
        Quality quality = new Quality(results);
        List<Results.Named> cells = quality.cells();
        if (!cells.isEmpty()) {
            quality.told(cells);
            quality.knee(cells);
            MEASURES.forEach(measure -> quality.violins(measure, cells));
            quality.reasons(cells);
        }
        return quality.chapter;
    }

    /** Tables of cells; where a sample has none, what its matrix of counts tells of the cells that are left. */
    private List<Results.Named> cells() {
        List<Results.Named> tables = new ArrayList<>(results.tables(Role.CELL_QC));
        for (String sample : results.samples()) {
            boolean has = tables.stream().anyMatch(table -> table.sample().equals(sample));
            results.matrix(sample, Layer.COUNTS)
                    .map(CellMatrix::cellMetadata)
                    .filter(table -> !has && table.names().contains("n_counts"))
                    .ifPresent(table -> tables.add(new Results.Named(sample, "", table)));
        }
        return tables;
    }

    /** A sentence for each of a few samples; one for all of many, beside a table. */
    private void told(List<Results.Named> cells) {
        List<QualityOfSample> all =
                cells.stream().map(table -> QualityOfSample.of(results, table)).toList();
        List<QualityOfSample> merged =
                all.stream().filter(QualityOfSample::isMerged).toList();
        List<QualityOfSample> samples =
                all.stream().filter(sample -> !sample.isMerged()).toList();
        if (samples.size() <= FEW_SAMPLES) {
            samples.forEach(sample -> chapter.found(sample.sentence()));
        } else {
            chapter.found(QualityOfSample.sentence(samples));
        }
        merged.forEach(study -> chapter.found(study.sentence()));
        QualityOfSample.unequalDepth(samples).ifPresent(chapter::warn);
        if (all.size() > 1) {
            chapter.add(Parts.grid(
                    "samples", "Quality of the samples", "A row for each sample.", QualityOfSample.table(all)));
        }
    }

    /** Log axes cannot show zero: such barcodes are counted in the text instead. */
    private void knee(List<Results.Named> cells) {
        Values.RowList rows = new Values.RowList();
        long empty = 0;
        for (Results.Named table : cells) {
            double[] counts = Values.numbers(table.table(), "n_counts");
            double[] falling = Arrays.stream(counts)
                    .filter(c -> c > 0)
                    .map(c -> -c)
                    .sorted()
                    .map(c -> -c)
                    .toArray();
            empty += counts.length - falling.length;
            int last = -1;
            for (int s = 0; s < RANKS && falling.length > 0; s++) {
                int rank = (int) Math.round(Math.pow(falling.length, (double) s / (RANKS - 1))) - 1;
                if (rank != last) {
                    rows.add("sample", table.sampleName(), "rank", rank + 1, "counts", falling[rank]);
                }
                last = rank;
            }
        }
        String none = empty == 0 ? "" : " Barcodes without a count, which a log axis cannot show: " + empty + ".";
        chapter.add(new Page.Figure(
                "knee",
                "Barcode rank plot (knee plot)",
                "Barcodes from the fullest to the emptiest, both axes logarithmic. A steep fall parts cells from empty droplets;"
                        + " dashed lines are the cut-offs that were set." + none,
                "knee",
                Map.of(),
                Map.of("rows", rows.table(), "limits", limits(MEASURES.get(0), cells)),
                null,
                null));
    }

    private void violins(Measure measure, List<Results.Named> all) {
        List<Results.Named> cells = all.stream()
                .filter(table -> table.table().names().contains(measure.column))
                .toList();
        Values.RowList outlines = new Values.RowList();
        Values.RowList medians = new Values.RowList();
        List<String> names = new ArrayList<>();
        int zeros = 0;
        for (Results.Named table : cells) {
            double[] values = Arrays.stream(Values.numbers(table.table(), measure.column))
                    .filter(Double::isFinite)
                    .toArray();
            double[] drawn = Arrays.stream(values)
                    .filter(v -> v > 0 || !measure.logarithmic)
                    .map(v -> measure.logarithmic ? Math.log10(v) : v)
                    .toArray();
            zeros += values.length - drawn.length;
            if (drawn.length > 0) {
                outline(outlines, Density.of(drawn), names.size(), table.sampleName(), measure.logarithmic);
                double median = Values.quantile(drawn, 0.5);
                medians.add(
                        "sample",
                        table.sampleName(),
                        "at",
                        names.size(),
                        "cells",
                        drawn.length,
                        "median",
                        measure.logarithmic ? Math.pow(10, median) : median);
                names.add(table.sampleName());
            }
        }
        if (names.isEmpty()) {
            chapter.add(Parts.missing("No result tells of " + measure.title.toLowerCase(Locale.ROOT) + "."));
            return;
        }
        if (Arrays.stream(Values.numbers(outlines.table(), "value")).allMatch(v -> v == 0)) {
            chapter.add(Parts.missing(measure.title + ": 0 in every cell, so there is nothing to draw. Are the"
                    + " mitochondrial genes named otherwise than --mito-prefix says, or taken out before?"));
            return;
        }
        chapter.add(new Page.Figure(
                "violin-" + Values.id(measure.column),
                measure.title,
                "How cells spread, one shape for each sample, widest where most cells lie; a diamond is the median, dashed lines are the cut-offs that were set."
                        + (zeros == 0 ? "" : " Cells with 0, which a log axis cannot show: " + zeros + "."),
                "violins",
                Parts.words(
                        "xTitle",
                        "Sample",
                        "yTitle",
                        measure.title,
                        "yScale",
                        measure.logarithmic ? Map.of("type", "log") : Map.of("type", "linear", "zero", true),
                        "xDomain",
                        List.of(-0.6, names.size() - 0.4),
                        "ticks",
                        IntStream.range(0, names.size()).boxed().toList(),
                        // Of more ticks than the theme's every other would be dropped; labels aslant have room
                        // where their boxes overlap.
                        "most",
                        30,
                        "overlap",
                        names.size() > 30,
                        "labels",
                        labels(names),
                        "angle",
                        names.size() > 4 ? -40 : 0),
                Map.of("outlines", outlines.table(), "medians", medians.table(), "limits", limits(measure, cells)),
                null,
                null));
    }

    private static void outline(Values.RowList rows, Density density, int at, String sample, boolean logarithmic) {
        for (int s = 0; s < density.at().length; s++) {
            double value = logarithmic ? Math.pow(10, density.at()[s]) : density.at()[s];
            double half = 0.45 * density.height()[s];
            rows.add("sample", sample, "value", value, "low", at - half, "high", at + half);
        }
    }

    /** A Vega expression that gives the name of a position; names are JSON strings there, so nothing in them is code. */
    private static String labels(List<String> names) {
        StringBuilder list = new StringBuilder("[");
        for (String name : names) {
            String shown = name.length() > 40 ? name.substring(0, 39) + "…" : name;
            list.append(list.length() > 1 ? "," : "").append('"');
            shown.chars().forEach(c -> {
                boolean plain = c >= ' ' && c != '"' && c != '\\' && c < 127;
                list.append(plain ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\u%04x", c));
            });
            list.append('"');
        }
        return list.append("][datum.value]").toString();
    }

    /** The cut-offs that bound something, each once. */
    private Table limits(Measure measure, List<Results.Named> cells) {
        Values.RowList rows = new Values.RowList();
        List<Double> known = new ArrayList<>();
        for (Results.Named table : cells) {
            Provenance history = results.history(table.sample());
            for (String option : List.of(measure.least, measure.most)) {
                OptionalDouble limit = Steps.last(history, "preprocess")
                        .map(step -> Steps.number(step, option))
                        .orElse(OptionalDouble.empty());
                double value = limit.orElse(0);
                boolean bounds = value > 1 && value < (measure.logarithmic ? Integer.MAX_VALUE : 100);
                if (bounds && !known.contains(value)) {
                    known.add(value);
                    rows.add("option", "--" + option, "limit", value);
                }
            }
        }
        return rows.table();
    }

    private void reasons(List<Results.Named> cells) {
        Values.RowList rows = new Values.RowList();
        for (Results.Named table : cells) {
            boolean[] kept = QualityOfSample.isKept(table.table());
            if (table.table().names().contains("reason")) {
                String[] reasons = Values.words(table.table(), "reason");
                String[] dropped = IntStream.range(0, kept.length)
                        .filter(r -> !kept[r])
                        .mapToObj(r -> reasons[r])
                        .toArray(String[]::new);
                Values.counts(dropped)
                        .forEach((reason, n) -> rows.add("sample", table.sampleName(), "reason", reason, "cells", n));
            }
        }
        if (rows.size() > 0) {
            chapter.add(
                    Parts.grid("dropped-cells", "Cells dropped, by reason", "A row for each reason.", rows.table()));
        }
    }
}
