package org.screlate.stats.copula;

/**
 * Probability that a pair of standard normal variables of correlation \(\rho = \tanh \eta\) lies in a rectangle, by
 * integration over the correlation (Plackett 1954): \[ E = f_1 f_2 + \frac{1}{2\pi} \int_0^\eta D(\tau)\,
 * \operatorname{sech} \tau \, d\tau, \qquad D = \sum_{h, k} \pm \exp\left(-\tfrac{h^2 + k^2 - 2 h k \tanh\tau}{2
 * \operatorname{sech}^2 \tau}\right), \] \(f_k\) the probabilities of the sides; sum over the four corners.
 *
 * <p>In the variable \(\tau\) the integrand is smooth for every correlation, so panels of a fixed width with 16 nodes
 * each are exact to rounding. Where the sides do not overlap the probability may be tiny against \(f_1 f_2\); then the
 * integral runs from \(\eta\) to infinity instead, where nothing cancels. Safe for \(\rho\) up to ±1.
 */
final class BivariateNormal {
    private static final GaussLegendre RULE = new GaussLegendre(16);
    private static final double PANEL = 0.5;
    private static final double FAR_FROM = 0.4;
    private static final int MOST_PANELS = 100;

    private BivariateNormal() {}

    /** The probability of {@code first × second}, whose ends must be normal quantiles. */
    static double rectangle(Interval first, Interval second, double eta) {
        boolean turned = eta < 0;
        double k0 = turned ? -second.high : second.low;
        double k1 = turned ? -second.low : second.high;
        return rectangle(first.low, first.high, k0, k1, Math.abs(eta), first.mass * second.mass);
    }

    private static double rectangle(double h0, double h1, double k0, double k1, double eta, double independent) {
        boolean apart = h1 <= k0 || k1 <= h0;
        if (apart && eta > FAR_FROM) {
            return -fromFar(h0, h1, k0, k1, eta) / (2 * Math.PI);
        }
        return independent + fromNear(h0, h1, k0, k1, eta) / (2 * Math.PI);
    }

    private static double fromNear(double h0, double h1, double k0, double k1, double eta) {
        int panels = Math.max(1, (int) Math.ceil(eta / PANEL));
        double width = eta / panels;
        double sum = 0;
        for (int i = 0; i < panels; i++) {
            sum += panel(h0, h1, k0, k1, i * width, width);
        }
        return sum;
    }

    private static double fromFar(double h0, double h1, double k0, double k1, double eta) {
        double sum = 0;
        for (int i = 0; i < MOST_PANELS; i++) {
            double part = panel(h0, h1, k0, k1, eta + i * PANEL, PANEL);
            sum += part;
            if (Math.abs(part) <= 1e-17 * Math.abs(sum)) {
                break;
            }
        }
        return sum;
    }

    private static double panel(double h0, double h1, double k0, double k1, double from, double width) {
        double sum = 0;
        for (int i = 0; i < RULE.size(); i++) {
            double tau = from + 0.5 * width * (1 + RULE.node(i));
            double rho = StrictMath.tanh(tau);
            double sech = 1 / StrictMath.cosh(tau);
            double by = 0.5 / (sech * sech);
            double corners = corner(h1, k1, rho, by)
                    - corner(h1, k0, rho, by)
                    - corner(h0, k1, rho, by)
                    + corner(h0, k0, rho, by);
            sum += RULE.weight(i) * sech * corners;
        }
        return 0.5 * width * sum;
    }

    // h² + k² - 2 h k rho, written so that nothing cancels near rho = 1; a corner at infinity gives 0.
    private static double corner(double h, double k, double rho, double by) {
        if (Double.isInfinite(h) || Double.isInfinite(k)) {
            return 0;
        }
        double difference = h - k;
        double oneLessRho = 0.5 / (by * (1 + rho));
        return Math.exp(-(difference * difference + 2 * h * k * oneLessRho) * by);
    }
}
