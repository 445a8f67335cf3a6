package org.screlate.torture;

import java.io.IOException;

/** Namespaces of Linux, as containers have them; where they cannot be had, trials without them remain. */
final class Namespaces {
    /** Makes a command process 1 of its own. */
    static final String[] PROCESSES = {"unshare", "--pid", "--fork", "--kill-child"};
    /** Lets a command mount what only it sees. */
    static final String[] MOUNTS = {"unshare", "--mount"};

    private Namespaces() {}

    static boolean ofProcesses() throws InterruptedException {
        return works(PROCESSES);
    }

    static boolean ofMounts() throws InterruptedException {
        return works(MOUNTS);
    }

    private static boolean works(String... around) throws InterruptedException {
        String[] words = java.util.Arrays.copyOf(around, around.length + 1);
        words[around.length] = "true";
        try {
            boolean works = new ProcessBuilder(words).start().waitFor() == 0;
            if (!works) {
                System.out.println("skipped: trials by " + String.join(" ", around) + ", which needs root");
            }
            return works;
        } catch (IOException e) {
            System.out.println("skipped: trials by " + String.join(" ", around) + ", which is not installed");
            return false;
        }
    }
}
