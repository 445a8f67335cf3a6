package org.screlate.tool;

import java.util.Locale;
import org.screlate.data.Layer;
import org.screlate.data.Progress;
import org.screlate.matrix.Workers;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that every tool has. */
public final class CommonOptions {
    private static final System.Logger LOG = System.getLogger("screlate");

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = AtLeastOne.class,
            description = "Threads to use; results do not depend on it (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // read by picocli
    private boolean version;

    /** Reads a number of threads. */
    private static final class AtLeastOne implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < 1) {
                throw new TypeConversionException("'" + text + "' is not a number of threads, 1 or more");
            }
            return Integer.valueOf(text);
        }
    }

    public Workers workers() {
        return new Workers(threads);
    }

    /** Says one line to the user, on standard error. */
    public static void say(String line) {
        LOG.log(System.Logger.Level.INFO, OneLine.of(line));
    }

    /** Says what an estimated layer may not be used for. */
    public static void sayCaution(Layer layer) {
        if (layer.isEstimated()) {
            say("note: " + layer.caution());
        }
    }

    /**
     * Says how much memory the process will need at its peak.
     *
     * @param bytes in use at once by data and results
     */
    public static void sayMemory(JavaMemory java, long bytes) {
        say(String.format(Locale.ROOT, "needs about %,d MB of memory", java.with(bytes)));
    }

    /** Shows progress as plain lines, at most one each few seconds, with the time left. */
    public Progress progress() {
        return new ProgressLines(CommonOptions::say);
    }
}
