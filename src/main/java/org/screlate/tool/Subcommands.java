package org.screlate.tool;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A program that only holds subcommands: it asks for one of them. */
public abstract class Subcommands implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean version;

    @Override
    public final Integer call() {
        throw new ParameterException(spec.commandLine(), Tools.missingSubcommand(spec));
    }
}
