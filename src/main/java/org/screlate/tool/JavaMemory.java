package org.screlate.tool;

/**
 * What Java takes for itself in a small run: code, compiler, class archive and the young generation that the launcher sets.
 * Measured by benchmarks/memory, with a tenth to spare.
 */
public enum JavaMemory {
    /** Of tools that read and write. */
    READING(105),
    /** Of tools that also walk through the values. */
    COUNTING(117),
    /** Of tools that compile products, searches and factorisations too. */
    COMPUTING(135),
    /** Of coexpression, which also compiles fits of models, the more of them the longer it runs. */
    FITTING(143);

    /**
     * What the heap holds at its peak for each byte in use: the launcher lets it grow by a tenth to a fifth beyond that before
     * the next full collection.
     */
    private static final double HEAP_FOR_USE = 1.2;

    private final int megabytes;

    JavaMemory(int megabytes) {
        this.megabytes = megabytes;
    }

    /**
     * Megabytes of the whole process at its peak.
     *
     * @param bytes in use at once by data and results
     */
    public long with(long bytes) {
        return megabytes + (long) Math.ceil(HEAP_FOR_USE * bytes / (1 << 20));
    }
}
