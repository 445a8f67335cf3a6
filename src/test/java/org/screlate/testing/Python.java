package org.screlate.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/** The Python of the environment variable SCRELATE_PYTHON, or {@code python3}: what others make of our files. */
public final class Python {
    private static final String COMMAND = Objects.requireNonNullElse(System.getenv("SCRELATE_PYTHON"), "python3");

    private Python() {}

    /** Runs a script whose imports are there, or ends the test as skipped; what it printed, trimmed. */
    public static String run(String imports, String script, Object... arguments) {
        Output probe = start("import " + imports);
        Assumptions.assumeTrue(
                probe.code == 0, () -> "skipped: " + COMMAND + " cannot import " + imports + "; set SCRELATE_PYTHON");
        Output output = start("import json, sys, " + imports + "\n" + script, arguments);
        if (output.code != 0) {
            throw new AssertionError(output.text);
        }
        return output.text.trim();
    }

    private record Output(int code, String text) {}

    private static Output start(String script, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(COMMAND, "-W", "ignore", "-c", script));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Output(process.waitFor(), text);
        } catch (IOException e) {
            return new Output(127, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
