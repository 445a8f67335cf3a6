package org.screlate.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A tool as users start it, by its launcher in target/dist/bin. */
final class Program {
    private static final Path BIN =
            Path.of(System.getProperty("torture.bin", "target/dist/bin")).toAbsolutePath();
    /** Runs at the same time. */
    private static final int AT_ONCE =
            Integer.getInteger("torture.threads", Runtime.getRuntime().availableProcessors());

    /** What unshare says before it ends with 1 where its program was killed: it cannot raise SIGKILL again on itself. */
    private static final String KILLED_WITHIN = "unshare: sigprocmask unblock failed";

    private static final int KILLED = 137;

    private static final int LONGEST_SECONDS = Integer.getInteger("torture.longest", 600);

    private final Process process;
    private final boolean around;
    private final Path said;

    private Program(Process process, boolean around, Path said) {
        this.process = process;
        this.around = around;
        this.said = said;
    }

    /**
     * Starts the command of an example in its folder.
     *
     * @param around words before the command, such as those of unshare
     */
    static Program start(String example, Path folder, String... around) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(around));
        List<String> own = Arrays.asList(example.split(" "));
        words.add(BIN.resolve(own.get(0)).toString());
        words.addAll(own.subList(1, own.size()));
        Path said = Files.createTempFile(folder.getParent(), "said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Program(builder.redirectOutput(said.toFile()).start(), around.length > 0, said);
    }

    /** Does work at the same time, so much of it as there are {@link #AT_ONCE}, and fails as the first that fails. */
    static void allOf(List<Callable<Void>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Sends a signal (KILL, TERM, INT) to the tool itself, also where another program stands around it. */
    void signal(String name) throws IOException, InterruptedException {
        long id =
                around ? process.children().mapToLong(ProcessHandle::pid).max().orElse(process.pid()) : process.pid();
        new ProcessBuilder("kill", "-" + name, String.valueOf(id))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Waits for its end; a run that has none is killed and gives -1. */
    Ended end() throws IOException, InterruptedException {
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(said);
        Files.delete(said);
        int code = ended ? process.exitValue() : -1;
        return new Ended(around && code == 1 && text.contains(KILLED_WITHIN) ? KILLED : code, text);
    }

    /**
     * How a run ended.
     *
     * @param code exit code; 128 and the number of the signal where one ended it
     * @param said what it wrote to standard output and error
     */
    record Ended(int code, String said) {
        /** Whether it was refused as the user's to mend: code 2, and no trace. */
        boolean refused() {
            return code == 2 && !traced();
        }

        boolean traced() {
            return said.contains("\tat ") || said.contains("Exception") || said.contains("Error:");
        }
    }
}
