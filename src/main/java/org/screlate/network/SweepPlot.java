package org.screlate.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/**
 * Modularity by percentile as a drawing, one line for each {@link ThresholdSweep}; percentiles stand at even distances, as
 * the paper's figure has them.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02627-0">Sheinin, Sharan and Madi (2025), figure 3a</a>
 */
public final class SweepPlot {
    private static final int WIDTH = 520;
    private static final int HEIGHT = 340;
    private static final int LEFT = 60;
    private static final int RIGHT = 500;
    private static final int TOP = 20;
    private static final int BOTTOM = 280;
    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

    private final List<Double> percentiles;
    private final double highest;

    private SweepPlot(List<Double> percentiles, double highest) {
        this.percentiles = percentiles;
        this.highest = highest;
    }

    /**
     * Draws.
     *
     * @param sweeps with the columns {@code percentile} and {@code modularity}, by the names that the legend shows
     * @return SVG
     */
    public static String svg(Map<String, Table> sweeps) {
        TreeSet<Double> percentiles = new TreeSet<>();
        double highest = 0.1;
        for (Table sweep : sweeps.values()) {
            for (int r = 0; r < sweep.rows(); r++) {
                percentiles.add(number(sweep, "percentile", r));
                highest = Math.max(highest, number(sweep, "modularity", r));
            }
        }
        SweepPlot plot = new SweepPlot(List.copyOf(percentiles), Math.ceil(highest * 10) / 10);
        List<String> drawn = new ArrayList<>();
        drawn.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">"
                        .formatted(WIDTH, HEIGHT));
        drawn.add("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        plot.addAxes(drawn);
        int series = 0;
        for (Map.Entry<String, Table> sweep : sweeps.entrySet()) {
            plot.addLine(drawn, sweep.getKey(), sweep.getValue(), series++);
        }
        drawn.add("</svg>\n");
        return String.join("\n", drawn);
    }

    private static double number(Table sweep, String column, int row) {
        try {
            return Double.parseDouble(sweep.column(column).text(row));
        } catch (NumberFormatException e) {
            throw new InvalidInputException("column '" + column + "' of a sweep holds '"
                    + sweep.column(column).text(row) + "', which is no number");
        }
    }

    private void addAxes(List<String> drawn) {
        int steps = (int) Math.round(highest * 10);
        for (int step = 0; step <= steps; step += steps > 5 ? 2 : 1) {
            double y = y(step / 10.0);
            drawn.add(at("<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>", LEFT, RIGHT, y, y));
            drawn.add(at("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>", LEFT - 8, y + 4, step / 10.0));
        }
        for (double percentile : percentiles) {
            String word = new Column.Real(new double[] {percentile}).text(0);
            drawn.add(
                    at("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", x(percentile), BOTTOM + 18, word));
        }
        drawn.add(at(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">percentile of all pairs that an edge lies above</text>",
                (LEFT + RIGHT) / 2, BOTTOM + 42));
        drawn.add(at(
                "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\">modularity</text>",
                (TOP + BOTTOM) / 2));
    }

    private void addLine(List<String> drawn, String name, Table sweep, int series) {
        String colour = COLOURS.get(series % COLOURS.size());
        TreeSet<Integer> rows =
                new TreeSet<>((a, b) -> Double.compare(number(sweep, "percentile", a), number(sweep, "percentile", b)));
        for (int r = 0; r < sweep.rows(); r++) {
            rows.add(r);
        }
        StringBuilder points = new StringBuilder();
        for (int r : rows) {
            double x = x(number(sweep, "percentile", r));
            double y = y(number(sweep, "modularity", r));
            points.append(at("%.1f,%.1f ", x, y));
            drawn.add(at("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x, y, colour));
        }
        drawn.add(at("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour));
        int y = TOP + 14 + 18 * series;
        drawn.add(at("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>", LEFT + 16, y - 4, colour));
        drawn.add(at("<text x=\"%d\" y=\"%d\">%s</text>", LEFT + 28, y, escaped(name)));
    }

    private double x(double percentile) {
        double step = (RIGHT - LEFT) / (double) percentiles.size();
        return LEFT + step * (percentiles.indexOf(percentile) + 0.5);
    }

    private double y(double modularity) {
        return BOTTOM - Math.max(0, modularity) / highest * (BOTTOM - TOP);
    }

    private static String at(String format, Object... numbers) {
        return String.format(Locale.ROOT, format, numbers);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
