package org.screlate.nn;

import java.util.List;
import org.screlate.matrix.Workers;

/**
 * The optimiser Adam, with an L2 penalty in the gradient and the gradient's length clipped: \[ g \leftarrow g \min(1, c /
 * \lVert g \rVert) + \lambda \theta, \quad m \leftarrow \beta_1 m + (1 - \beta_1) g, \quad v \leftarrow \beta_2 v + (1 -
 * \beta_2) g^2, \quad \theta \leftarrow \theta - \eta \frac{m / (1 - \beta_1^t)}{\sqrt{v / (1 - \beta_2^t)} + \epsilon}. \]
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2015)</a>
 */
public final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final int BLOCK = 1 << 15;

    private final List<Moments> moments;
    private final Options options;
    private long steps;

    /**
     * Settings.
     *
     * @param learningRate η
     * @param weightDecay λ
     * @param longestGradient c, over all parameters together
     */
    public record Options(double learningRate, double weightDecay, double longestGradient) {}

    /** Starts with moments of zero. */
    public Adam(List<Parameter> parameters, Options options) {
        this.options = options;
        this.moments = parameters.stream()
                .map(parameter -> new Moments(
                        parameter,
                        new float[parameter.value().values().length],
                        new float[parameter.value().values().length]))
                .toList();
    }

    /**
     * What the optimiser remembers of a parameter; not copied, so that it can be saved and put back.
     *
     * @param first m
     * @param second v
     */
    public record Moments(Parameter parameter, float[] first, float[] second) {}

    /** One step; the gradients are zeros after it. */
    public void step(Workers workers) {
        steps++;
        double length = Math.sqrt(squaredLength(workers));
        float scale = (float) (length > options.longestGradient ? options.longestGradient / length : 1);
        double correction1 = 1 - Math.pow(BETA1, (double) steps);
        double correction2 = 1 - Math.pow(BETA2, (double) steps);
        float rate = (float) (options.learningRate / correction1);
        float root = (float) (1 / Math.sqrt(correction2));
        for (Moments of : moments) {
            update(of, scale, (float) (rate * of.parameter.rate()), root, workers);
        }
    }

    private void update(Moments of, float scale, float rate, float root, Workers workers) {
        float[] theta = of.parameter.value().values();
        float[] gradient = of.parameter.gradient().values();
        float[] m = of.first;
        float[] v = of.second;
        float decay = (float) options.weightDecay;
        float b1 = (float) BETA1;
        float b2 = (float) BETA2;
        workers.forBlocks(theta.length, BLOCK, (from, to) -> {
            for (int i = from; i < to; i++) {
                float g = scale * gradient[i] + decay * theta[i];
                m[i] = b1 * m[i] + (1 - b1) * g;
                v[i] = b2 * v[i] + (1 - b2) * g * g;
                theta[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * root + (float) EPSILON);
                gradient[i] = 0;
            }
        });
    }

    private double squaredLength(Workers workers) {
        double total = 0;
        for (Moments of : moments) {
            float[] gradient = of.parameter.gradient().values();
            double[] sums = new double[gradient.length / BLOCK + 1];
            workers.forBlocks(gradient.length, BLOCK, (from, to) -> {
                double sum = 0;
                for (int i = from; i < to; i++) {
                    sum += (double) gradient[i] * gradient[i];
                }
                sums[from / BLOCK] = sum;
            });
            for (double sum : sums) {
                total += sum;
            }
        }
        return total;
    }

    /** How many steps were made. */
    public long steps() {
        return steps;
    }

    /** One for each parameter, in their order. */
    public List<Moments> moments() {
        return moments;
    }

    /** Goes on from where another left off, whose moments were put into {@link #moments}. */
    public void resume(long stepsDone) {
        steps = stepsDone;
    }
}
