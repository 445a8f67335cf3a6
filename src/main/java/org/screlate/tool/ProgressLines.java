package org.screlate.tool;

import java.util.Locale;
import java.util.function.Consumer;
import org.screlate.data.Progress;

/** Progress as plain lines: at most one each few seconds, with the share done, the rate and the time left. */
final class ProgressLines implements Progress {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final Consumer<String> say;
    private String stage = "";
    private long stageBegan;
    private long lastSaid = System.nanoTime();

    ProgressLines(Consumer<String> say) {
        this.say = say;
    }

    @Override
    public synchronized void at(String newStage, long done, long total) {
        long now = System.nanoTime();
        if (!newStage.equals(stage)) {
            stage = newStage;
            stageBegan = now;
        }
        // No rate can be told from work that was done before its stage began.
        if (now - lastSaid < INTERVAL_NANOS || done <= 0 || now == stageBegan) {
            return;
        }
        lastSaid = now;
        double seconds = (now - stageBegan) / 1e9;
        say.accept(String.format(
                Locale.ROOT,
                "%s: %d of %d (%.0f %%), %.1f/s, about %.0f s left",
                stage,
                done,
                total,
                100.0 * done / total,
                done / seconds,
                seconds * (total - done) / done));
    }
}
