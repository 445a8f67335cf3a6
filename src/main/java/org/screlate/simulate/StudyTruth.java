package org.screlate.simulate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;

/** What was planted in a study, as a network, as gene sets and as a table. */
final class StudyTruth {
    private static final int ABSENT_GENES = 5;
    private static final int RANDOM_SETS = 6;

    private final StudySimulation.Options options;
    private final Study.Sizes sizes;
    private final Study.Effects effects;
    private final StudyGenes genes;
    private final List<String> symbols;

    StudyTruth(StudySimulation.Options options, StudyGenes genes) {
        this.options = options;
        this.sizes = options.sizes();
        this.effects = options.effects();
        this.genes = genes;
        this.symbols = genes.symbols();
    }

    static String typeName(int type) {
        return "type_" + (type + 1);
    }

    private static String moduleName(int module) {
        return "module_" + (module + 1);
    }

    /**
     * Interactions: all pairs within a module, conn in [0.7, 1); and, as many as there are genes, pairs of any two nuclear
     * genes, among them a few that the study does not measure, conn in [0.3, 0.8). None twice, none of a gene with itself.
     */
    Table network(SplittableRandom random) {
        List<String> nodes = new ArrayList<>(symbols.subList(0, genes.nuclear()));
        IntStream.range(0, ABSENT_GENES).mapToObj(genes::absent).forEach(nodes::add);
        Edges edges = new Edges(nodes);
        for (int m = 0; m < sizes.modules(); m++) {
            int[] module = genes.module(m).toArray();
            for (int i = 0; i < module.length; i++) {
                for (int j = i + 1; j < module.length; j++) {
                    edges.add(module[i], module[j], random.nextDouble(0.7, 1));
                }
            }
        }
        // Tries are counted, not edges: a study of few genes may have no free pair left.
        for (int i = 0; i < sizes.genes(); i++) {
            edges.add(random.nextInt(nodes.size()), random.nextInt(nodes.size()), random.nextDouble(0.3, 0.8));
        }
        return edges.table();
    }

    /** The modules, the markers of each type, and sets of random nuclear genes of 5, 10, 15, ... */
    List<GeneSet> geneSets(SplittableRandom random) {
        List<GeneSet> sets = new ArrayList<>();
        for (int m = 0; m < sizes.modules(); m++) {
            sets.add(set(moduleName(m), "planted module", genes.module(m)));
        }
        for (int t = 0; t < sizes.types() && sizes.markers() > 0; t++) {
            sets.add(set("markers_" + typeName(t), "planted markers", genes.markers(t)));
        }
        for (int i = 0; i < RANDOM_SETS; i++) {
            Set<Integer> members = new HashSet<>();
            int size = Math.min(5 * (i + 1), genes.nuclear());
            while (members.size() < size) {
                members.add(random.nextInt(genes.nuclear()));
            }
            sets.add(set(
                    "random_" + (i + 1),
                    "random genes",
                    members.stream().mapToInt(g -> g).sorted()));
        }
        return sets;
    }

    private GeneSet set(String name, String description, IntStream members) {
        return new GeneSet(name, description, members.mapToObj(symbols::get).toList());
    }

    /**
     * One row for each planted thing; {@code control} and {@code treated} are its strength in the groups. Kinds: pair
     * (correlation of normal scores; name = gain, loss, flip, constant, none), module (correlation with the others of the
     * module), marker (log fold change in the type named), response (log fold change against control).
     */
    Table table() {
        Rows rows = new Rows();
        for (int p = 0; p < sizes.pairs(); p++) {
            Study.PairKind kind = Study.PairKind.of(p);
            int first = genes.firstOfPair(p);
            rows.add(
                    "pair",
                    symbols.get(first),
                    symbols.get(first + 1),
                    kind.name().toLowerCase(Locale.ROOT),
                    kind.rho(0, effects),
                    kind.rho(1, effects));
        }
        for (int m = 0; m < sizes.modules(); m++) {
            String name = moduleName(m);
            double rho = effects.moduleRho();
            double treated = options.treatedRho(m);
            genes.module(m).forEach(g -> rows.add("module", symbols.get(g), null, name, rho, treated));
        }
        for (int t = 0; t < sizes.types(); t++) {
            String name = typeName(t);
            double fold = effects.markerLogFold();
            genes.markers(t).forEach(g -> rows.add("marker", symbols.get(g), null, name, fold, fold));
        }
        if (sizes.modules() > 0) {
            double fold = effects.responseLogFold();
            genes.module(0).forEach(g -> rows.add("response", symbols.get(g), null, moduleName(0), 0, fold));
        }
        return rows.table();
    }

    /** Rows of the truth, gathered one by one. */
    private static final class Rows {
        private final List<@Nullable String[]> words = new ArrayList<>();
        private final List<double[]> numbers = new ArrayList<>();

        void add(String kind, String gene1, @Nullable String gene2, String name, double control, double treated) {
            words.add(new @Nullable String[] {kind, gene1, gene2, name});
            numbers.add(new double[] {control, treated});
        }

        Table table() {
            return Table.ofRows(words.size())
                    .with("kind", word(0))
                    .with("gene_1", word(1))
                    .with("gene_2", word(2))
                    .with("name", word(3))
                    .with("control", number(0))
                    .with("treated", number(1));
        }

        private Column word(int place) {
            return new Column.Text(words.stream().map(row -> row[place]).toArray(String[]::new));
        }

        private Column number(int place) {
            return new Column.Real(
                    numbers.stream().mapToDouble(row -> row[place]).toArray());
        }
    }

    /** Edges of the network, gathered one by one. */
    private static final class Edges {
        private final List<String> nodes;
        private final Set<Long> taken = new HashSet<>();
        private final List<String> from = new ArrayList<>();
        private final List<String> to = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();

        Edges(List<String> nodes) {
            this.nodes = nodes;
        }

        void add(int a, int b, double weight) {
            if (a != b && taken.add((long) Math.min(a, b) * nodes.size() + Math.max(a, b))) {
                from.add(nodes.get(a));
                to.add(nodes.get(b));
                weights.add(Math.rint(weight * 1e4) / 1e4);
            }
        }

        Table table() {
            return Table.ofRows(from.size())
                    .with("g1_symbol", new Column.Text(from.toArray(new String[0])))
                    .with("g2_symbol", new Column.Text(to.toArray(new String[0])))
                    .with(
                            "conn",
                            new Column.Real(weights.stream().mapToDouble(w -> w).toArray()));
        }
    }
}
