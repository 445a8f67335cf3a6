package org.screlate.coexpress.module;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.stats.test.MultipleTesting;

/** Tests of gene sets, or of the pairs of each gene, gathered row by row and ranked by p-value. */
final class ModuleTable {
    private static final int LEADING = 5;
    private static final String P = "p_value";
    private static final List<String> KINDS = List.of("", "_shift", "_competitive");

    private final ModuleTests tests;
    private final List<String> rhoNames;
    private final double[] covariates;
    private final List<Map<String, String>> words = new ArrayList<>();
    private final List<Map<String, Long>> whole = new ArrayList<>();
    private final List<Map<String, Double>> reals = new ArrayList<>();

    ModuleTable(ModuleTests tests) {
        this.tests = tests;
        ModelFrame.Selection all = tests.study().frame().all();
        int tested = all.design().tested()[0];
        rhoNames = tests.study().frame().rhoNames();
        covariates = IntStream.range(0, rhoNames.size())
                .mapToDouble(level -> all.rhoRows()[level][tested])
                .toArray();
    }

    /** A set; {@code found} is null where it was not tested. */
    void add(GeneSet set, int[] used, @Nullable Rewiring found) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("gene_set", set.name());
        text.put("description", set.description());
        text.put("reason", found == null ? reason(used.length) : "");
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("genes", (long) set.genes().size());
        numbers.put("genes_used", (long) used.length);
        numbers.put("pairs", found == null ? 0L : found.pairs());
        add(text, numbers, used.length, found, "leading_genes", -1);
    }

    /** The pairs of a gene. */
    void add(int gene, @Nullable Rewiring found) {
        Map<String, String> text = new LinkedHashMap<>();
        text.put("gene", tests.study().geneNames().get(gene));
        text.put("reason", found == null ? "its cells say nothing" : "");
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("pairs", found == null ? 0L : found.pairs());
        // All its pairs share the gene, so that none are disjoint.
        add(text, numbers, 2, found, "leading_partners", gene);
    }

    private void add(
            Map<String, String> text,
            Map<String, Long> numbers,
            int genes,
            @Nullable Rewiring found,
            String leading,
            int but) {
        text.put(leading, found == null ? "" : leading(found, but));
        words.add(text);
        whole.add(numbers);
        reals.add(found == null ? Map.of() : tests(found, genes));
    }

    private String reason(int used) {
        ModuleTests.Options options = tests.options();
        return used < options.leastGenes()
                ? used + " genes can be used, at least " + options.leastGenes() + " needed"
                : used > options.mostGenes()
                        ? used + " genes can be used, at most " + options.mostGenes() + " tested"
                        : "its cells say nothing";
    }

    private String leading(Rewiring found, int but) {
        return found.leading(LEADING + 1).stream()
                .filter(gene -> gene != but)
                .limit(LEADING)
                .map(tests.study().geneNames()::get)
                .collect(Collectors.joining(", "));
    }

    private Map<String, Double> tests(Rewiring found, int genes) {
        Rewiring.Shift shift = found.shift(genes);
        Map<String, Double> values = new LinkedHashMap<>();
        for (int level = 0; level < covariates.length; level++) {
            values.put("rho_" + rhoNames.get(level), shift.rho(covariates[level]));
        }
        values.put("difference", shift.estimate());
        values.put("difference_low", shift.estimate() - shift.reach());
        values.put("difference_high", shift.estimate() + shift.reach());
        values.put("df", shift.df());
        values.put("sd_between_subjects", found.sd());
        values.put("explained", found.explained());
        values.put("explained_by_chance", found.expected());
        values.put(P, found.pValue());
        values.put(P + "_shift", shift.pValue());
        values.put(P + "_competitive", found.pAgainst(tests.background()));
        return values;
    }

    /** All rows, those without a test last. */
    Table ranked() {
        int rows = words.size();
        Map<String, Column> columns = new LinkedHashMap<>();
        if (rows > 0) {
            words.get(0).keySet().stream()
                    .filter(name -> !name.startsWith("leading"))
                    .forEach(name -> columns.put(name, text(name)));
            whole.get(0)
                    .keySet()
                    .forEach(name -> columns.put(
                            name,
                            new Column.Whole(whole.stream()
                                    .mapToLong(row -> row.getOrDefault(name, 0L))
                                    .toArray())));
            addReals(columns);
            words.get(0).keySet().stream()
                    .filter(name -> name.startsWith("leading"))
                    .forEach(name -> columns.put(name, text(name)));
        }
        double[] p = real(P);
        int[] order = IntStream.range(0, rows)
                .boxed()
                .sorted((a, b) -> Double.compare(p[a], p[b]))
                .mapToInt(i -> i)
                .toArray();
        Table sorted = new Table(rows, columns).select(order);
        long[] rank = IntStream.rangeClosed(1, rows).asLongStream().toArray();
        return Table.ofRows(rows).with("rank", new Column.Whole(rank)).with(sorted);
    }

    private void addReals(Map<String, Column> columns) {
        List<String> names = new ArrayList<>();
        rhoNames.forEach(name -> names.add("rho_" + name));
        names.addAll(List.of("difference", "difference_low", "difference_high", "df"));
        names.addAll(List.of("sd_between_subjects", "explained", "explained_by_chance"));
        names.forEach(name -> columns.put(name, new Column.Real(real(name))));
        for (String kind : KINDS) {
            columns.put(P + kind, new Column.Real(real(P + kind)));
            columns.put("fdr_bh" + kind, new Column.Real(MultipleTesting.benjaminiHochberg(real(P + kind))));
        }
    }

    private double[] real(String name) {
        return reals.stream()
                .mapToDouble(row -> row.getOrDefault(name, Double.NaN))
                .toArray();
    }

    private Column text(String name) {
        return new Column.Text(words.stream()
                .map(row -> row.getOrDefault(name, ""))
                .map(word -> word.isEmpty() ? null : word)
                .toArray(String[]::new));
    }
}
