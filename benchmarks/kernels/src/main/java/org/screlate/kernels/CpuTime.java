package org.screlate.kernels;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU seconds of an operation, all threads, and how many floating-point operations it did in one of them: on a shared
 * machine the wall says little.
 */
public final class CpuTime implements InternalProfiler {
    /** Floating-point operations of one operation, set by the benchmark that runs. */
    static volatile double flop;

    private long before;

    @Override
    public String getDescription() {
        return "CPU time per operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = cpuNanos();
    }

    @Override
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double seconds = (cpuNanos() - before) / 1e9 / result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult("cpu", seconds, "s/op", AggregationPolicy.AVG),
                new ScalarResult("rate", flop / seconds / 1e9, "GFLOP/CPU-s", AggregationPolicy.MAX));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
