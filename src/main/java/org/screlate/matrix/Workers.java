package org.screlate.matrix;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads for work that falls into numbered tasks. A task may write only what no other task touches,
 * so results cannot depend on the number of threads.
 *
 * @param threads how many tasks run at once, at least 1
 */
public record Workers(int threads) {
    /** The calling thread alone. */
    public static final Workers ONE = new Workers(1);

    /** Checks the number. */
    public Workers {
        if (threads < 1) {
            throw new IllegalArgumentException("threads < 1: " + threads);
        }
    }

    /** Runs tasks 0 to {@code tasks - 1} and returns when all are done; the first failure of a task is thrown here. */
    public void forEach(int tasks, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable loop = () -> {
            try {
                for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                    task.accept(i);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                next.set(tasks);
            }
        };
        Thread[] helpers = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Thread(loop, "worker-" + (i + 1));
            helpers[i].start();
        }
        loop.run();
        join(helpers);
        Throwable thrown = failure.get();
        if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        }
    }

    /** Splits {@code 0 <= i < n} into blocks of a size and runs {@code (from, to)} for each. */
    public void forBlocks(int n, int blockSize, BlockTask task) {
        int blocks = (int) (((long) n + blockSize - 1) / blockSize);
        forEach(blocks, b -> task.run(b * blockSize, Math.min(n, (b + 1) * blockSize)));
    }

    /** Work on a range of numbers. */
    @FunctionalInterface
    public interface BlockTask {
        /** Does the work for {@code from <= i < to}. */
        void run(int from, int to);
    }

    private static void join(Thread[] threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while work was under way", e);
        }
    }
}
