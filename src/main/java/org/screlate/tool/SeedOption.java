package org.screlate.tool;

import picocli.CommandLine.Option;

/** The seed of a tool in which something is random. */
public final class SeedOption {
    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
    private long seed = 0;

    /** The seed given, or the default. */
    public long value() {
        return seed;
    }
}
