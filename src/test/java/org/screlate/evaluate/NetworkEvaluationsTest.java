package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.graph.PairCorrelations;
import org.screlate.graph.RandomWalk;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class NetworkEvaluationsTest {
    private static final Workers TWO = new Workers(2);

    private static OracleTable oracle(String name) {
        return OracleTable.read(NetworkEvaluationsTest.class, name + ".tsv");
    }

    private static List<String> names(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
    }

    private static double value(Table metrics, String name, String metric) {
        for (int r = 0; r < metrics.rows(); r++) {
            if (metrics.column("name").text(r).equals(name)
                    && metrics.column("metric").text(r).equals(metric)) {
                return ((Column.Real) metrics.column("value")).values()[r];
            }
        }
        throw new AssertionError("no " + metric + " of " + name);
    }

    private static String message(Executable call) {
        return assertThrows(InvalidInputException.class, call).getMessage();
    }

    private static DenseMatrix points(OracleTable table) {
        DenseMatrix points =
                DenseMatrix.zeros(table.rows().size(), table.names().size());
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = Float.parseFloat(table.rows().get(i / points.columns())[i % points.columns()]);
        }
        return points;
    }

    private static CellMatrix layer(String column, Layer layer) {
        OracleTable table = oracle("denoising");
        DenseMatrix values = DenseMatrix.zeros(14, 9);
        for (int i = 0; i < 126; i++) {
            values.values()[i] = (float) table.numbers(column)[i];
        }
        return CellMatrix.of(names("c", 14), names("g", 9), values, layer);
    }

    @Test
    void denoisingScoresAreThoseOfScanpyAndScikitLearn() {
        OracleTable expected = oracle("denoising_scores");
        Table found = DenoisingScores.of(
                        layer("denoised", Layer.FILLED), layer("train", Layer.COUNTS), layer("counts", Layer.COUNTS))
                .metrics();
        for (String name : List.of("denoised", "no_denoising")) {
            for (String metric : List.of("mse", "poisson", "poisson_as_published")) {
                assertEquals(expected.number(metric, "name", name), value(found, name, metric), 2e-6, name + metric);
            }
        }
    }

    @Test
    void aSingleCellIsDenoisedAsByHand() {
        CellMatrix reference =
                CellMatrix.of(List.of("c"), List.of("a", "b"), new DenseMatrix(1, 2, new float[] {3, 1}), Layer.COUNTS);
        CellMatrix train = reference.withValues(new DenseMatrix(1, 2, new float[] {1, 1}), Layer.COUNTS);
        CellMatrix flat = reference.withValues(new DenseMatrix(1, 2, new float[] {5, 5}), Layer.COUNTS);
        Table found = DenoisingScores.of(flat, train, reference).metrics();
        // t = (2, 0), λ = (1, 1): (1 − 2 log 1 + 1) / 2, up to 10⁻⁶; log(10001) and log(5001).
        assertEquals(1, value(found, "denoised", "poisson"), 2e-6);
        double error = Math.log(10001) - Math.log(5001);
        assertEquals((error * error + Math.log(5001) * Math.log(5001)) / 2, value(found, "denoised", "mse"), 1e-9);
        assertEquals(value(found, "no_denoising", "mse"), value(found, "denoised", "mse"), 1e-12);
    }

    @Test
    void aFactorOnACellChangesNoScoreOfDenoising() {
        CellMatrix denoised = layer("train", Layer.COUNTS);
        DenseMatrix scaled = denoised.values().toDense().copy();
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] *= i / 9 + 2;
        }
        Table found = DenoisingScores.of(
                        denoised.withValues(scaled, Layer.COUNTS), denoised, layer("counts", Layer.COUNTS))
                .metrics();
        for (String metric : List.of("mse", "poisson", "poisson_as_published")) {
            assertEquals(value(found, "no_denoising", metric), value(found, "denoised", metric), 1e-9);
        }
    }

    @Test
    void whatCannotBeDenoisedAgainstIsToldInOneLine() {
        CellMatrix train = layer("train", Layer.COUNTS);
        CellMatrix counts = layer("counts", Layer.COUNTS);
        CellMatrix denoised = layer("denoised", Layer.FILLED);
        assertTrue(message(() -> DenoisingScores.of(denoised, denoised, counts)).startsWith("molecules are split"));
        assertTrue(message(() -> DenoisingScores.of(denoised, train, train)).contains("hold the same counts"));
        assertTrue(message(() -> DenoisingScores.of(denoised, counts, train)).contains("has more counts in --train"));
        CellMatrix mask = train.withValues(train.values(), Layer.MASK);
        assertTrue(message(() -> DenoisingScores.of(mask, train, counts)).contains("are no expression"));
        CellMatrix others = CellMatrix.of(names("x", 14), names("g", 9), counts.values(), Layer.COUNTS);
        assertTrue(message(() -> DenoisingScores.of(denoised, others, counts)).startsWith("cell 'c0' of the denoised"));
        DenseMatrix broken = denoised.values().toDense().copy();
        broken.set(0, 0, Float.NaN);
        assertTrue(message(() -> DenoisingScores.of(denoised.withValues(broken, Layer.FILLED), train, counts)
                        .metrics())
                .startsWith("the denoised matrix holds NaN at cell 'c0', gene 'g0'"));
    }

    private static final List<GeneSet> MARKERS = List.of(
            new GeneSet("t0", "", List.of("g0", "g1", "nosuch")),
            new GeneSet("t1", "", List.of("g2")),
            new GeneSet("t2", "", List.of("g3")),
            new GeneSet("unknown", "", List.of("g0")));

    private static CellMatrix markerCounts() {
        OracleTable table = oracle("markers");
        DenseMatrix values = DenseMatrix.zeros(40, 4);
        for (int c = 0; c < 40; c++) {
            for (int g = 0; g < 4; g++) {
                values.set(c, g, Float.parseFloat(table.rows().get(c)[g + 1]));
            }
        }
        return CellMatrix.of(names("c", 40), names("g", 4), values, Layer.COUNTS);
    }

    @Test
    void markerScoresAreThoseOfScikitLearn() {
        OracleTable expected = oracle("marker_scores");
        Table found = new MarkerScores(names("c", 40), oracle("markers").texts("type"), MARKERS)
                .score(Map.of("counts", markerCounts()));
        for (String[] row : expected.rows()) {
            String name = "counts " + row[0] + " " + row[1];
            assertEquals(Double.parseDouble(row[2]), value(found, name, "average_precision"), 1e-10);
        }
        double mean = Arrays.stream(expected.numbers("score")).average().orElseThrow();
        assertEquals(mean, value(found, "counts", "average_precision"), 1e-10);
        assertEquals(5, found.rows());
    }

    @Test
    void aRisingChangeOfValuesChangesNoMarker() {
        CellMatrix counts = markerCounts();
        DenseMatrix logs = counts.values().toDense().copy();
        for (int i = 0; i < logs.values().length; i++) {
            logs.values()[i] = (float) Math.log1p(logs.values()[i]);
        }
        Map<String, CellMatrix> layers = new LinkedHashMap<>();
        layers.put("counts", counts);
        layers.put("logs", counts.withValues(logs, Layer.LOGNORM));
        Table found = new MarkerScores(names("c", 40), oracle("markers").texts("type"), MARKERS).score(layers);
        assertEquals(value(found, "counts", "average_precision"), value(found, "logs", "average_precision"), 1e-12);
    }

    @Test
    void aPerfectMarkerScoresOneAndAConstantOneTheShareOfItsType() {
        CellMatrix cells = CellMatrix.of(
                names("c", 4),
                List.of("a", "b"),
                new DenseMatrix(4, 2, new float[] {3, 1, 2, 1, 0, 1, 0, 1}),
                Layer.LOGNORM);
        Table found = new MarkerScores(
                        names("c", 4),
                        new String[] {"x", "x", "y", "y"},
                        List.of(new GeneSet("x", "", List.of("a", "b"))))
                .score(Map.of("l", cells));
        assertEquals(1, value(found, "l x a", "average_precision"));
        assertEquals(0.5, value(found, "l x b", "average_precision"));
        assertEquals(0.75, value(found, "l", "average_precision"));
    }

    @Test
    void markersThatFitNothingAreToldInOneLine() {
        String[] types = oracle("markers").texts("type");
        List<GeneSet> strange = List.of(new GeneSet("liver", "", List.of("g0")));
        assertEquals(
                "none of the gene sets is named as a type of cells; sets: liver; types: t0, t1, t2",
                message(() -> new MarkerScores(names("c", 40), types, strange)));
        List<GeneSet> others = List.of(new GeneSet("t0", "", List.of("x")));
        MarkerScores scores = new MarkerScores(names("c", 40), types, others);
        assertTrue(message(() -> scores.score(Map.of("l", markerCounts()))).contains("0 genes with the markers"));
    }

    private static Table split() {
        OracleTable table = oracle("edges");
        Table split = Table.ofRows(table.rows().size());
        for (String name : table.names()) {
            split = split.with(name, new Column.Text(table.texts(name)));
        }
        return split;
    }

    private static GeneEmbedding edgePoints() {
        return new GeneEmbedding(names("n", 60), names("d", 5), points(oracle("edge_points")), "e", Provenance.NONE);
    }

    @Test
    void edgeScoresAreThoseOfScikitLearnAndNetworkx() {
        Table found = EdgeEvaluation.of(split(), 0).score(Map.of("points", edgePoints()));
        OracleTable expected = oracle("edge_scores");
        assertEquals(expected.rows().size(), found.rows());
        for (String[] row : expected.rows()) {
            assertEquals(Double.parseDouble(row[2]), value(found, row[0], row[1]), 1e-9, row[0] + " " + row[1]);
        }
    }

    @Test
    void pairsAreDrawnWhereTheSplitHasNone() {
        Table split = split();
        String[] kinds = split.labels("kind");
        int[] edges = IntStream.range(0, kinds.length)
                .filter(i -> kinds[i].equals("edge"))
                .toArray();
        Table bare = split.select(edges).with("kind", new Column.Text(filled("edge", edges.length)));
        EdgeEvaluation evaluation = EdgeEvaluation.of(bare, 7);
        Table found = evaluation.score(Map.of("points", edgePoints()));
        assertEquals(35, evaluation.size());
        assertEquals(
                value(EdgeEvaluation.of(bare, 7).score(Map.of()), "degree_product", "auroc_uniform"),
                value(found, "degree_product", "auroc_uniform"));
        double uniform = 0;
        double matched = 0;
        for (int seed = 0; seed < 50; seed++) {
            Table drawn = EdgeEvaluation.of(bare, seed).score(Map.of());
            uniform += value(drawn, "degree_product", "auroc_uniform") / 50;
            matched += value(drawn, "degree_product", "auroc_matched") / 50;
        }
        assertTrue(uniform > matched + 0.05, "degrees tell edges from uniform pairs: " + uniform + ", " + matched);
    }

    @Test
    void splitsThatCannotBeUsedAreToldInOneLine() {
        Table noTest = split().with("set", new Column.Text(filled("train", split().rows())));
        assertTrue(message(() -> EdgeEvaluation.of(noTest, 0)).startsWith("the split has "));
        assertTrue(message(() -> EdgeEvaluation.of(Table.ofRows(0), 0)).startsWith("no column 'gene_1'"));
        GeneEmbedding few =
                new GeneEmbedding(names("n", 5), names("d", 1), DenseMatrix.zeros(5, 1), "e", Provenance.NONE);
        assertTrue(message(() -> EdgeEvaluation.of(split(), 0).score(Map.of("few", few)))
                .startsWith("the profiles 'few' lack "));
    }

    private static String[] filled(String word, int number) {
        String[] words = new String[number];
        Arrays.fill(words, word);
        return words;
    }

    private static CellGraph network() {
        PairCorrelations pairs = PairCorrelations.of(
                points(OracleTable.read(NetworkEvaluationsTest.class, "/org/screlate/network/points.tsv")), true);
        double threshold = pairs.percentiles(new double[] {97}, TWO)[0];
        return new CellGraph(names("g", 150), pairs.above(threshold, TWO), "n", Provenance.NONE);
    }

    private static PathwayEvaluation.Options options(int random, long seed) {
        return new PathwayEvaluation.Options(RandomWalk.Options.DEFAULTS, 3, 300, 10, random, seed);
    }

    private static List<GeneSet> sets() {
        return oracle("pathways").rows().stream()
                .map(row -> new GeneSet(
                        row[0],
                        "",
                        Arrays.stream(row[1].split(",")).map(g -> "g" + g).toList()))
                .toList();
    }

    @Test
    void pathwaysAreFoundAsWellAsNumpyFindsThemOverManySplits() {
        OracleTable expected = oracle("pathways");
        double[] auroc = new double[3];
        double[] precision = new double[3];
        int seeds = 60;
        for (int seed = 0; seed < seeds; seed++) {
            Table found = new PathwayEvaluation(options(0, seed))
                    .score(Map.of("n", network()), sets(), TWO, Progress.SILENT)
                    .sets();
            for (int s = 0; s < 3; s++) {
                auroc[s] += ((Column.Real) found.column("auroc")).values()[s] / seeds;
                precision[s] += ((Column.Real) found.column("average_precision")).values()[s] / seeds;
            }
        }
        for (int s = 0; s < 3; s++) {
            assertEquals(expected.numbers("auroc")[s], auroc[s], 0.02);
            assertEquals(expected.numbers("average_precision")[s], precision[s], 0.035);
        }
    }

    /** Two complete groups of twelve genes, joined by nothing. */
    private static CellGraph cliques(String prefix) {
        DenseMatrix weights = DenseMatrix.zeros(24, 24);
        for (int i = 0; i < 24; i++) {
            for (int j = 0; j < 24; j++) {
                weights.set(i, j, i != j && i / 12 == j / 12 ? 1 : 0);
            }
        }
        return new CellGraph(names(prefix, 24), weights.toSparse(), "cliques", Provenance.NONE);
    }

    @Test
    void aSetThatIsAGroupApartIsFoundWhollyAndFarAboveRandomNetworks() {
        List<GeneSet> group = List.of(new GeneSet("one", "", names("g", 12)));
        Table found = new PathwayEvaluation(options(20, 1))
                .score(Map.of("n", cliques("g")), group, TWO, Progress.SILENT)
                .metrics();
        assertEquals(1, value(found, "n", "auroc"));
        assertEquals(1, value(found, "n", "average_precision"));
        // All degrees are 11: four genes to find among sixteen, all tied.
        assertEquals(0.25, value(found, "n", "average_precision_of_degrees"), 1e-12);
        assertTrue(value(found, "n", "z") > 3, found.toString());
        assertEquals(1, value(found, "n", "share_of_z_above_2"));
    }

    @Test
    void networksAreJudgedOnTheGenesThatAllHaveAndDoNotTouchEachOther() {
        CellGraph network = network();
        int[] some = IntStream.range(0, 140).toArray();
        CellGraph smaller = new CellGraph(
                network.nodes().subList(0, 140),
                network.weights().selectRows(some).selectColumns(some),
                "s",
                Provenance.NONE);
        Map<String, CellGraph> both = new LinkedHashMap<>();
        both.put("whole", network);
        both.put("part", smaller);
        var result = new PathwayEvaluation(options(0, 3)).score(both, sets(), TWO, Progress.SILENT);
        assertEquals(140, result.genes());
        assertEquals(value(result.metrics(), "whole", "auroc"), value(result.metrics(), "part", "auroc"));
        Table again = new PathwayEvaluation(options(0, 3))
                .score(Map.of("part", smaller), sets(), Workers.ONE, Progress.SILENT)
                .metrics();
        assertEquals(value(result.metrics(), "part", "auroc"), value(again, "part", "auroc"));
    }

    @Test
    void setsAndNetworksThatDoNotFitAreToldInOneLine() {
        PathwayEvaluation evaluation = new PathwayEvaluation(options(0, 0));
        List<GeneSet> strange = List.of(new GeneSet("s", "", List.of("x", "y", "z")));
        assertTrue(message(() -> evaluation.score(Map.of("n", network()), strange, TWO, Progress.SILENT))
                .endsWith("not one of their genes is among these; do both name genes alike?"));
        Map<String, CellGraph> apart = new LinkedHashMap<>();
        apart.put("one", cliques("g"));
        apart.put("two", cliques("h"));
        assertTrue(message(() -> evaluation.score(apart, strange, TWO, Progress.SILENT))
                .startsWith("no gene is in all of the networks one, two"));
        var walk = RandomWalk.Options.DEFAULTS;
        assertThrows(IllegalArgumentException.class, () -> new PathwayEvaluation.Options(walk, 2, 9, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PathwayEvaluation.Options(walk, 9, 8, 1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PathwayEvaluation.Options(walk, 3, 8, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PathwayEvaluation.Options(walk, 3, 8, 1, 1, 0));
    }
}
