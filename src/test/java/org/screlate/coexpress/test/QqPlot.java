package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** Ordered p-values against those of a uniform distribution, on log scales, as SVG. */
final class QqPlot {
    private static final int SIZE = 260;
    private static final int MARGIN = 46;
    private static final double HIGHEST = 4;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#d1495b", "#3a7d44", "#8a5a9e");

    private QqPlot() {}

    /**
     * Draws one panel; the band holds 95 % of each ordered p-value of independent tests.
     *
     * @param p of each series, by its name
     */
    static String svg(String title, Map<String, double[]> p) {
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n",
                SIZE + 2 * MARGIN, SIZE + 2 * MARGIN));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        int n = p.values().stream().mapToInt(series -> series.length).max().orElse(0);
        svg.append(format("<path d=\"%s\" fill=\"#e8e8e8\"/>%n", band(n)));
        svg.append(format(
                "<path d=\"M%.1f %.1f L%.1f %.1f\" stroke=\"#555\" fill=\"none\"/>%n",
                x(0), y(0), x(HIGHEST), y(HIGHEST)));
        axes(svg, title);
        int colour = 0;
        for (Map.Entry<String, double[]> series : p.entrySet()) {
            String fill = COLOURS.get(colour % COLOURS.size());
            points(svg, series.getValue(), fill);
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
                    x(0.1), y(HIGHEST) + 14 + 14 * colour, fill, series.getKey()));
            colour++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void points(StringBuilder svg, double[] p, String fill) {
        double[] rising = p.clone();
        Arrays.sort(rising);
        double lastX = Double.POSITIVE_INFINITY;
        for (int i = 0; i < rising.length; i++) {
            double atX = x(log((i + 0.5) / rising.length));
            // Points on top of each other are drawn once.
            if (lastX - atX >= 0.8) {
                lastX = atX;
                svg.append(format(
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"%s\"/>%n", atX, y(log(rising[i])), fill));
            }
        }
    }

    private static String band(int n) {
        StringBuilder low = new StringBuilder();
        StringBuilder high = new StringBuilder();
        for (int i = 1; i <= n; i += Math.max(1, i / 20)) {
            BetaDistribution order = BetaDistribution.of(i, n + 1.0 - i);
            double at = x(log((i - 0.5) / n));
            low.append(
                    format("%s%.1f %.1f ", i == 1 ? "M" : "L", at, y(log(order.inverseCumulativeProbability(0.025)))));
            high.insert(0, format("L%.1f %.1f ", at, y(log(order.inverseCumulativeProbability(0.975)))));
        }
        return low.toString() + high + "Z";
    }

    private static void axes(StringBuilder svg, String title) {
        svg.append(format(
                "<path d=\"M%.1f %.1f L%.1f %.1f L%.1f %.1f\" stroke=\"#222\" fill=\"none\"/>%n",
                x(0), y(HIGHEST), x(0), y(0), x(HIGHEST), y(0)));
        for (int tick = 0; tick <= HIGHEST; tick++) {
            svg.append(
                    format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>%n", x(tick), y(0) + 15, tick));
            svg.append(
                    format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%d</text>%n", x(0) - 6, y(tick) + 4, tick));
        }
        svg.append(format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">uniform, -log10 p</text>%n",
                x(HIGHEST / 2), y(0) + 32));
        svg.append(format(
                "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\">found, -log10 p</text>%n",
                x(0) - 28, y(HIGHEST / 2)));
        svg.append(format(
                "<text x=\"%.1f\" y=\"24\" text-anchor=\"middle\" font-size=\"13\">%s</text>%n",
                x(HIGHEST / 2), title));
    }

    private static double log(double p) {
        return Math.min(HIGHEST, Math.max(0, -Math.log10(p)));
    }

    private static double x(double value) {
        return MARGIN + value / HIGHEST * SIZE;
    }

    private static double y(double value) {
        return MARGIN + SIZE - value / HIGHEST * SIZE;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
