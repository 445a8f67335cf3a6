package org.screlate.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.graph.Leiden;
import org.screlate.graph.RandomWalk;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class GeneNetworksTest {
    private static final Workers TWO = new Workers(2);

    private static OracleTable oracle(String name) {
        return OracleTable.read(GeneNetworksTest.class, name + ".tsv");
    }

    private static GeneEmbedding profiles() {
        OracleTable table = oracle("points");
        DenseMatrix points =
                DenseMatrix.zeros(table.rows().size(), table.names().size());
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = Float.parseFloat(table.rows().get(i / points.columns())[i % points.columns()]);
        }
        return embedding(points);
    }

    private static GeneEmbedding embedding(DenseMatrix points) {
        return new GeneEmbedding(
                IntStream.range(0, points.rows()).mapToObj(g -> "g" + g).toList(),
                IntStream.range(0, points.columns()).mapToObj(d -> "d" + d).toList(),
                points,
                "scnet",
                Provenance.NONE);
    }

    private static CellGraph network(double percentile) {
        var options = new CoembeddedNetwork.Options(CoembeddedNetwork.Rule.PERCENTILE, percentile, 10, 0.05);
        return new CoembeddedNetwork(options)
                .build(GeneCorrelations.of(profiles(), false), TWO)
                .network();
    }

    /** A network of named genes without weights. */
    private static CellGraph network(List<String> genes, String... edges) {
        DenseMatrix weights = DenseMatrix.zeros(genes.size(), genes.size());
        for (String edge : edges) {
            int one = genes.indexOf(edge.substring(0, 1));
            int other = genes.indexOf(edge.substring(1));
            weights.set(one, other, 1);
            weights.set(other, one, 1);
        }
        return new CellGraph(genes, weights.toSparse(), "given", Provenance.NONE);
    }

    private static double[] numbers(Table table, String column) {
        return IntStream.range(0, table.rows())
                .mapToDouble(r -> Double.parseDouble(table.column(column).text(r)))
                .toArray();
    }

    private static String message(Executable call) {
        return assertThrows(InvalidInputException.class, call).getMessage();
    }

    /** Cells of a condition in which the genes of each of ten groups rise and fall together. */
    private static GeneEmbedding condition(String name, int cells, boolean isMoved, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DenseMatrix values = DenseMatrix.zeros(60, cells);
        for (int c = 0; c < cells; c++) {
            double[] factors = random.doubles(10).toArray();
            for (int g = 0; g < 60; g++) {
                values.set(g, c, (float) (factors[isMoved ? g / 6 : g % 10] + 0.3 * random.nextDouble()));
            }
        }
        return new GeneEmbedding(
                IntStream.range(0, 60).mapToObj(g -> "g" + g).toList(),
                IntStream.range(0, cells).mapToObj(c -> name + c).toList(),
                values,
                "lognorm",
                Provenance.NONE);
    }

    private static double[] changed(GeneEmbedding before, GeneEmbedding after) {
        var build =
                new CoembeddedNetwork(new CoembeddedNetwork.Options(CoembeddedNetwork.Rule.PERCENTILE, 91, 10, 0.05));
        Table table = RandomHalves.of(before, after, 0, points -> build.build(GeneCorrelations.of(points, true), TWO)
                        .network())
                .table();
        assertArrayEquals(new double[] {51, 30, 51, 50}, numbers(table, "cells_before"));
        assertArrayEquals(new double[] {50, 30, 30, 30}, numbers(table, "cells_after"));
        return numbers(table, "changed_share");
    }

    @Test
    void halvesDifferAsConditionsDoWhereNothingChanged() {
        double[] same = changed(condition("a", 101, false, 1), condition("b", 60, false, 2));
        double[] moved = changed(condition("a", 101, false, 1), condition("b", 60, true, 2));
        for (double share : same) {
            assertTrue(share < 0.25, Arrays.toString(same));
        }
        assertTrue(moved[0] < 0.25 && moved[1] < 0.25, Arrays.toString(moved));
        assertTrue(moved[2] > 0.5 && moved[3] > 0.5, Arrays.toString(moved));
        assertEquals(
                "the second condition has 5 cells; halves need 6",
                message(() -> RandomHalves.of(
                        condition("a", 9, false, 1), condition("b", 5, false, 1), 0, points -> network(List.of()))));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void modularityOfNoThresholdIsBelowLeidenalgs(boolean unweighted) {
        OracleTable expected = oracle("percentiles");
        List<Double> percents = Arrays.stream(expected.numbers("percent"))
                .filter(p -> p > 0)
                .boxed()
                .toList();
        var options =
                new ThresholdSweep.Options(percents, new Communities.Options(Leiden.Options.DEFAULTS, 3, unweighted));
        Table found = new ThresholdSweep(options).sweep(GeneCorrelations.of(profiles(), false), TWO, Progress.SILENT);
        double[] theirs = expected.numbers(unweighted ? "unweighted" : "weighted");
        double[] edges = expected.numbers("edges");
        assertArrayEquals(Arrays.copyOfRange(edges, 1, edges.length), numbers(found, "edges"));
        for (int i = 0; i < found.rows(); i++) {
            double mine = numbers(found, "modularity")[i];
            assertTrue(
                    mine > theirs[i + 1] - 0.005, "at " + percents.get(i) + ": " + mine + " against " + theirs[i + 1]);
        }
    }

    @Test
    void rolesWithinTheCommunitiesFoundAreThoseOfTheFormulas() {
        CellGraph network = network(97);
        GeneRoles.Result roles = new GeneRoles(Communities.Options.DEFAULTS).of(network, TWO);
        String[] communities = IntStream.range(0, 150)
                .mapToObj(g -> roles.genes().column("community").text(g))
                .toArray(String[]::new);
        for (int g = 0; g < 150; g++) {
            double squares = 0;
            double degree = numbers(roles.genes(), "degree")[g];
            for (String community : new TreeSet<>(Arrays.asList(communities))) {
                long inside = neighboursIn(network, g, communities, community);
                squares += degree == 0 ? 1 : Math.pow(inside / degree, 2);
            }
            double expected = degree == 0 ? 0 : 1 - squares;
            assertEquals(expected, numbers(roles.genes(), "participation")[g], 1e-12);
        }
        for (String community : new TreeSet<>(Arrays.asList(communities))) {
            int[] members = IntStream.range(0, 150)
                    .filter(g -> !community.isEmpty() && communities[g].equals(community))
                    .toArray();
            double[] z = Arrays.stream(members)
                    .mapToDouble(g -> numbers(roles.genes(), "within_z")[g])
                    .toArray();
            double squares = Arrays.stream(z).map(v -> v * v).sum();
            assertEquals(0, Arrays.stream(z).sum(), 1e-9);
            assertTrue(squares == 0 || Math.abs(squares - members.length) < 1e-9, "population standard deviation 1");
        }
    }

    private static long neighboursIn(CellGraph network, int gene, String[] communities, String community) {
        return IntStream.range(0, communities.length)
                .filter(other -> network.weights().get(gene, other) != 0 && communities[other].equals(community))
                .count();
    }

    @Test
    void theMiddleOfAStarOfTrianglesIsTheHub() {
        List<String> genes = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K");
        CellGraph star = network(genes, "AB", "AC", "AD", "AE", "AF", "AG", "AH", "AI", "AJ");
        GeneRoles.Result roles = new GeneRoles(Communities.Options.DEFAULTS).of(star, TWO);
        // Degrees 9 and nine times 1: mean 1.8, standard deviation 2.4.
        assertEquals(3, numbers(roles.genes(), "within_z")[0], 1e-12);
        assertEquals("true", roles.genes().column("hub").text(0));
        assertEquals("false", roles.genes().column("hub").text(1));
        assertEquals("", roles.genes().column("community").text(10));
        assertEquals(1, roles.communities());
        assertEquals("A (9)", GeneRoles.largest(roles, 1).get(0));
    }

    @Test
    void theOrderOfGenesChangesNoEdge() {
        GeneEmbedding profiles = profiles();
        int[] turned = IntStream.range(0, 150).map(g -> 149 - g).toArray();
        GeneEmbedding other = new GeneEmbedding(
                IntStream.of(turned).mapToObj(profiles.genes()::get).toList(),
                profiles.dimensions(),
                profiles.values().selectRows(turned),
                "scnet",
                Provenance.NONE);
        var build = new CoembeddedNetwork(CoembeddedNetwork.Options.DEFAULTS);
        CellGraph one = build.build(GeneCorrelations.of(profiles, false), TWO).network();
        CellGraph two = build.build(GeneCorrelations.of(other, false), TWO).network();
        DifferentialNetwork none = DifferentialNetwork.of(one, two);
        assertEquals(one.weights().stored() / 2, none.kept());
        assertEquals(0, none.either().weights().stored());
    }

    @Test
    void gainedAndLostEdgesAreKeptApart() {
        CellGraph before = network(List.of("A", "B", "C", "D", "X"), "AB", "BC", "DX");
        CellGraph after = network(List.of("D", "C", "B", "A"), "CB", "AD", "AC");
        DifferentialNetwork found = DifferentialNetwork.of(before, after);
        assertEquals(List.of("A", "B", "C", "D"), found.gained().nodes());
        assertEquals(1, found.kept());
        assertEquals(1, found.leftOut());
        assertEquals(1f, found.gained().weights().get(0, 3));
        assertEquals(1f, found.gained().weights().get(2, 0));
        assertEquals(4, found.gained().weights().stored());
        assertEquals(1f, found.lost().weights().get(1, 0));
        assertEquals(2, found.lost().weights().stored());
        assertArrayEquals(new double[] {1, 2, 1, 0}, numbers(found.genes(), "degree_before"));
        assertArrayEquals(new double[] {2, 0, 1, 1}, numbers(found.genes(), "gained"));
        assertEquals(1.0 / 2, numbers(found.genes().select(new int[] {2}), "jaccard")[0]);
        Column changes = NetworkTables.changes(found).column("change");
        assertEquals(List.of("lost", "gained", "gained"), List.of(changes.text(0), changes.text(1), changes.text(2)));
    }

    @Test
    void exchangedConditionsExchangeGainedAndLost() {
        DifferentialNetwork one = DifferentialNetwork.of(network(95), network(90));
        DifferentialNetwork other = DifferentialNetwork.of(network(90), network(95));
        assertEquals(0, one.lost().weights().stored());
        assertArrayEquals(
                one.gained().weights().indices(), other.lost().weights().indices());
        assertEquals(one.kept(), other.kept());
    }

    @Test
    void walksFromSeedsScoreAsTheClosedForm() {
        var options = new SeedPropagation.Options(new RandomWalk.Options(0.5, 1e-6, 100), 150);
        var walked = new SeedPropagation(network(97), false, options)
                .from(List.of(new GeneSet("set", "", List.of("g0", "g1", "g2", "nosuch"))), TWO, Progress.SILENT);
        assertEquals(1, walked.notFound());
        assertEquals(1, walked.alone()); // g0
        double[] expected = oracle("nodes").numbers("walk0.5");
        for (int r = 0; r < 150; r++) {
            int gene = Integer.parseInt(walked.genes().column("gene").text(r).substring(1));
            assertEquals(expected[gene], numbers(walked.genes(), "score")[r], 5e-6);
            assertEquals(
                    Boolean.toString(gene < 3), walked.genes().column("seed").text(r));
            assertEquals(r + 1, numbers(walked.genes(), "rank")[r]);
        }
    }

    @Test
    void walksFromEachGeneAreThoseFromItAlone() {
        var options = new SeedPropagation.Options(RandomWalk.Options.DEFAULTS, 4);
        SeedPropagation propagation = new SeedPropagation(network(97), true, options);
        CellGraph each = propagation.fromEach(TWO, Progress.SILENT);
        Table alone = new SeedPropagation(network(97), true, new SeedPropagation.Options(options.walk(), 5))
                .from(List.of(new GeneSet("one", "", List.of("g1"))), TWO, Progress.SILENT)
                .genes();
        assertEquals("g1", alone.column("gene").text(0));
        for (int r = 1; r < 5; r++) {
            int gene = Integer.parseInt(alone.column("gene").text(r).substring(1));
            assertEquals((float) numbers(alone, "score")[r], each.weights().get(1, gene));
        }
        assertEquals(0, each.weights().offsets()[1] - each.weights().offsets()[0], "g0 has no edge");
    }

    @Test
    void genesWithoutSpreadAreLeftOutAndNamed() {
        DenseMatrix points = profiles().values();
        for (int d = 0; d < points.columns(); d++) {
            points.set(3, d, 2);
        }
        GeneCorrelations found = GeneCorrelations.of(embedding(points), false);
        assertEquals(List.of("g3"), found.leftOut());
        assertEquals(149, found.genes().size());
        assertEquals("g4", found.genes().get(3));
    }

    @Test
    void inputThatMakesNoNetworkIsToldInOneLine() {
        DenseMatrix narrow = new DenseMatrix(2, 2, new float[] {1, 2, 3, 5});
        assertTrue(message(() -> GeneCorrelations.of(embedding(narrow), false)).contains("of 2 dimensions"));
        DenseMatrix same = DenseMatrix.zeros(3, 4);
        assertTrue(message(() -> GeneCorrelations.of(embedding(same), false)).startsWith("0 of 3 genes differ"));
        DenseMatrix opposite = new DenseMatrix(2, 3, new float[] {1, 2, 3, 3, 2, 1});
        var build = new CoembeddedNetwork(CoembeddedNetwork.Options.DEFAULTS);
        assertTrue(message(() -> build.build(GeneCorrelations.of(embedding(opposite), true), TWO))
                .startsWith("no pair of the 2 genes"));
        var greedy = new CoembeddedNetwork(new CoembeddedNetwork.Options(CoembeddedNetwork.Rule.TOP_K, 99, 150, 0.05));
        assertTrue(message(() -> greedy.build(GeneCorrelations.of(profiles(), false), TWO))
                .startsWith("--top-k 150 of 150 genes"));
        CellGraph one = network(List.of("A", "B"), "AB");
        assertTrue(message(() -> DifferentialNetwork.of(one, network(List.of("C", "D"), "CD")))
                .startsWith("the two networks share 0 genes"));
        CellGraph none = network(List.of("A", "B"));
        assertEquals("the network of 2 genes has no edge", message(() -> NetworkTables.undirected(none)));
        one.weights().values()[0] = -1;
        assertTrue(message(() -> NetworkTables.undirected(one)).startsWith("the network has an edge of weight -1.0"));
    }

    @Test
    void seedsThatLeadNowhereAreToldInOneLine() {
        var propagation =
                new SeedPropagation(network(List.of("A", "B", "C"), "AB"), false, SeedPropagation.Options.DEFAULTS);
        List<GeneSet> strange = List.of(new GeneSet("s", "", List.of("x", "y")));
        assertTrue(message(() -> propagation.from(strange, TWO, Progress.SILENT))
                .startsWith("none of the 2 seeds is in the network, such as 'x'"));
        List<GeneSet> alone = List.of(new GeneSet("s", "", List.of("C", "y")));
        assertTrue(message(() -> propagation.from(alone, TWO, Progress.SILENT))
                .startsWith("none of the 2 seeds has an edge: 1 are not in the network, 1 are alone"));
    }

    @Test
    void wrongOptionsAreRefused() {
        var percentile = CoembeddedNetwork.Rule.PERCENTILE;
        for (double wrong : new double[] {0, 100, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new CoembeddedNetwork.Options(percentile, wrong, 1, 0.1));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ThresholdSweep.Options(List.of(wrong), Communities.Options.DEFAULTS));
        }
        assertThrows(IllegalArgumentException.class, () -> new CoembeddedNetwork.Options(percentile, 50, 0, 0.1));
        assertThrows(IllegalArgumentException.class, () -> new CoembeddedNetwork.Options(percentile, 50, 1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ThresholdSweep.Options(List.of(), Communities.Options.DEFAULTS));
        assertThrows(IllegalArgumentException.class, () -> new Communities.Options(Leiden.Options.DEFAULTS, 0, false));
        assertThrows(IllegalArgumentException.class, () -> new SeedPropagation.Options(RandomWalk.Options.DEFAULTS, 0));
    }

    @Test
    void edgesThatFewCellsBearOutAreLeftOut() {
        DenseMatrix values = DenseMatrix.zeros(3, 12);
        for (int c = 0; c < 12; c++) {
            values.set(0, c, c < 11 ? c + 1 : 0);
            values.set(1, c, c < 10 ? c + 1 : 0);
            values.set(2, c, c > 8 ? c : 0);
        }
        GeneEmbedding profiles = new GeneEmbedding(
                List.of("a", "b", "c"),
                IntStream.range(0, 12).mapToObj(c -> "cell" + c).toList(),
                values,
                "made",
                Provenance.NONE);
        DenseMatrix all = new DenseMatrix(3, 3, new float[] {0, 1, 1, 1, 0, 1, 1, 1, 0});
        CellGraph network = new CellGraph(List.of("a", "b", "c"), all.toSparse(), "made", Provenance.NONE);
        SharedCells found = SharedCells.of(network, profiles, 10);
        assertEquals(2, found.leftOut());
        assertEquals(2, found.network().weights().stored());
        assertEquals(1, found.network().weights().get(0, 1));
    }

    @Test
    void genesOfOneConditionAreNamedAndWritten() {
        OneSidedGenes found = OneSidedGenes.of(List.of("a", "b", "x"), List.of("b", "a", "y", "z"));
        assertEquals(List.of("x"), found.first());
        assertEquals(List.of("y", "z"), found.second());
        assertEquals(2, found.lines().size());
        Table both = Table.ofRows(1)
                .with("gene", new Column.Text(new String[] {"a"}))
                .with("kept", new Column.Whole(new long[] {1}));
        Table all = found.below(both);
        assertEquals(List.of("a", "x", "y", "z"), List.of(all.labels("gene")));
        assertEquals(List.of("both", "first", "second", "second"), List.of(all.labels("condition")));
    }
}
