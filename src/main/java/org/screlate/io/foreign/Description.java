package org.screlate.io.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.screlate.data.ShortestDecimal;

/** What a file of another program holds, as far as its beginning tells: lines of a label and what is to say about it. */
public final class Description {
    private static final int WIDTH = 16;
    private static final int NAMES = 12;

    private final Map<String, String> lines = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();

    /** Adds a line; what is empty is left out. */
    public Description with(String label, String text) {
        if (!text.isEmpty()) {
            lines.put(label, text);
        }
        return this;
    }

    /** Adds a line of names, of which only the first are told. */
    public Description with(String label, List<String> names) {
        List<String> first = names.subList(0, Math.min(NAMES, names.size()));
        return with(
                label, String.join(", ", first) + (names.size() > first.size() ? ", ... (" + names.size() + ")" : ""));
    }

    /** Adds an option that an import of the file needs. */
    public Description withOption(String option) {
        options.add(option);
        return this;
    }

    /** The number of cells and genes; negative where it is not known. */
    public Description withShape(long cells, long genes) {
        return with("shape", count(cells) + " cells × " + count(genes) + " genes");
    }

    private static String count(long number) {
        return number < 0 ? "?" : String.format(Locale.ROOT, "%,d", number);
    }

    /** What the names look like, and whether cells and genes seem swapped. */
    public Description withNames(List<String> cells, List<String> genes) {
        with("cells named", ForeignChecks.kindOf(cells) + some(cells));
        with("genes named", ForeignChecks.kindOf(genes) + some(genes));
        boolean swapped = ForeignChecks.kindOf(cells).contains("gene")
                || ForeignChecks.kindOf(genes).contains("barcode");
        return with("orientation", swapped ? "cells and genes seem swapped" : "");
    }

    private static String some(List<String> names) {
        return names.isEmpty() ? "" : ", such as " + String.join(", ", names.subList(0, Math.min(3, names.size())));
    }

    /** What the values are likely to be, judged from some of them. */
    public Description withValues(float[] values) {
        float least = 0;
        float greatest = 0;
        boolean whole = true;
        for (float value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            whole &= value == Math.rint(value);
        }
        String range = String.format(
                Locale.ROOT, " (%s to %s in the first %,d looked at)", number(least), number(greatest), values.length);
        if (values.length == 0) {
            return with("values", "none");
        } else if (least < 0) {
            return with("values", "negative ones, as of scaled expression, which cannot be imported" + range);
        } else if (whole) {
            return with("values", "whole numbers, likely counts" + range);
        }
        options.add(greatest < ForeignChecks.LOG_LIMIT ? "--values lognorm" : "--round nearest");
        return with(
                "values",
                (greatest < ForeignChecks.LOG_LIMIT
                                ? "fractions, likely log-normalised expression"
                                : "fractions that are too large for logarithms, likely corrected counts")
                        + range);
    }

    private static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Integer.toString((int) value)
                : ShortestDecimal.of(value);
    }

    /** All lines, and the command that imports the file. */
    public List<String> lines(String source) {
        List<String> all = new ArrayList<>();
        lines.forEach((label, text) -> all.add(label + " ".repeat(Math.max(1, WIDTH - label.length())) + text));
        all.add("to import" + " ".repeat(WIDTH - "to import".length()) + "screlate-import --input " + source
                + options.stream().map(option -> " " + option).collect(Collectors.joining())
                + " --output counts.arrow");
        return all;
    }
}
