package org.screlate.tool;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * One run of a tool within this process.
 *
 * @param code its exit code
 * @param error what it wrote to standard error, without the lines of its log
 */
public record ToolRun(int code, String error) {
    public static ToolRun of(Callable<Integer> tool, String... args) {
        PrintStream before = System.err;
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
        try {
            int code = Tools.run(tool, args);
            return new ToolRun(code, error.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }
}
