package org.screlate.io.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.screlate.io.foreign.ForeignChecks;

/** What counting programs and spreadsheets leave in a table of counts that is no count of a gene in a cell. */
final class TableExtras {
    /** Totals of htseq-count and of STAR's ReadsPerGene. */
    private static final Set<String> TOTALS = Set.of(
            "__no_feature",
            "__ambiguous",
            "__too_low_aqual",
            "__not_aligned",
            "__alignment_not_unique",
            "n_unmapped",
            "n_multimapping",
            "n_nofeature",
            "n_ambiguous");
    /** Columns about genes, as featureCounts and others put before the counts. */
    private static final Set<String> ABOUT_GENES = Set.of(
            "chr",
            "chromosome",
            "start",
            "end",
            "strand",
            "length",
            "gene_length",
            "genelength",
            "entrezid",
            "entrez_id",
            "gene_name",
            "genename",
            "gene_symbol",
            "genesymbol",
            "symbol",
            "gene_id",
            "geneid",
            "gene_biotype",
            "gene_type",
            "biotype",
            "description",
            "gc_content");

    private static final Predicate<String> DATE = Pattern.compile(
                    "(?i)\\d{1,2}-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
                            + "|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\\d{1,2}|\\d{4}-\\d{2}-\\d{2}")
            .asMatchPredicate();
    private static final Predicate<String> PER_CELL = Pattern.compile(
                    "(?i)total|sum|total_?counts|total_?umis?|n_?counts?(_rna)?|n_?features?(_rna)?|n_?genes(_by_counts)?"
                            + "|n_?umis?|percent[._]mt|pct_counts_mt")
            .asMatchPredicate();

    private final boolean genesInRows;
    private final List<String> rowsLeftOut = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Whether rows seem to be genes and columns cells, by their names alone. */
    static boolean areGenes(List<String> rows, List<String> columns) {
        return ForeignChecks.areGenes(rows)
                || (ForeignChecks.kindOf(columns).contains("barcode") && !ForeignChecks.areGenes(columns));
    }

    TableExtras(boolean genesInRows) {
        this.genesInRows = genesInRows;
    }

    /** Which of the columns hold counts. */
    boolean[] columns(List<String> names) {
        Set<String> known = genesInRows ? ABOUT_GENES : TOTALS;
        boolean[] taken = new boolean[names.size()];
        List<String> leftOut = new ArrayList<>();
        for (int c = 0; c < taken.length; c++) {
            taken[c] = !known.contains(names.get(c).toLowerCase(Locale.ROOT));
            if (!taken[c]) {
                leftOut.add(names.get(c));
            }
        }
        if (!leftOut.isEmpty()) {
            notes.add("left out " + leftOut.size() + " columns that hold no counts of a "
                    + (genesInRows ? "cell: " : "gene: ") + String.join(", ", leftOut));
        }
        return taken;
    }

    /** Whether a row is none of a gene; it is then counted. */
    boolean leavesRowOut(String name) {
        boolean out = genesInRows && TOTALS.contains(name.toLowerCase(Locale.ROOT));
        if (out) {
            rowsLeftOut.add(name);
        }
        return out;
    }

    /** Looks at the names of genes for what seems to be none. */
    void look(List<String> genes) {
        List<String> dates = genes.stream().filter(DATE).toList();
        if (!dates.isEmpty()) {
            notes.add(
                    dates.size() + " genes are named as dates (" + some(dates)
                            + "): a spreadsheet has turned names such as SEPT1 and MARCH1 into dates; take the table from before");
        }
        List<String> totals = genes.stream().filter(PER_CELL).toList();
        if (!totals.isEmpty()) {
            notes.add("named as a total or measure of each cell, not as a gene, yet imported: " + some(totals)
                    + "; remove them from the table if they are no genes");
        }
    }

    /** What was left out or looks odd, for the user. */
    List<String> notes() {
        List<String> all = new ArrayList<>(notes);
        if (!rowsLeftOut.isEmpty()) {
            all.add("left out " + rowsLeftOut.size() + " rows that count what fell on no gene: "
                    + String.join(", ", rowsLeftOut));
        }
        return all;
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size()))) + (names.size() > 5 ? ", ..." : "");
    }
}
