package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;

/**
 * The chunks of a list of pairs through their history: each says which it is, and of how many; so chunks of results that
 * are missing, doubled or of another run are told.
 */
public final class PairChunks {
    private static final String CHUNK = "chunk";
    private static final String CHUNKS = "chunks";

    private PairChunks() {}

    /** The step that made a chunk: the step that made all, with which it is. */
    public static Provenance.Step step(Provenance.Step all, int chunk, int chunks) {
        Map<String, String> options = new TreeMap<>(all.options());
        options.put(CHUNK, Integer.toString(chunk));
        options.put(CHUNKS, Integer.toString(chunks));
        return new Provenance.Step(all.tool(), all.version(), options, all.seed(), all.inputs());
    }

    /**
     * A file of results.
     *
     * @param name of the file, for messages
     * @param provenance of its results
     */
    public record Results(String name, Provenance provenance) {}

    /**
     * The order of the files, by chunk; the user's error unless they are all chunks of one run, each once.
     *
     * @return places in {@code files}
     */
    public static int[] order(List<Results> files) {
        if (files.size() == 1 && chunkStep(files.get(0).provenance()) == null) {
            return new int[] {0};
        }
        List<int[]> chunks = new ArrayList<>();
        for (int f = 0; f < files.size(); f++) {
            chunks.add(new int[] {number(files.get(f), CHUNK), f, number(files.get(f), CHUNKS)});
            checkSameRun(files.get(0), files.get(f));
        }
        chunks.sort(Comparator.comparingInt(chunk -> chunk[0]));
        int of = chunks.get(0)[2];
        for (int c = 1; c < chunks.size(); c++) {
            if (chunks.get(c)[0] == chunks.get(c - 1)[0]) {
                throw new InvalidInputException("chunk " + chunks.get(c)[0] + " of " + of + " is there twice: "
                        + files.get(chunks.get(c - 1)[1]).name() + " and "
                        + files.get(chunks.get(c)[1]).name());
            }
        }
        for (int c = 1; c <= of; c++) {
            if (c > chunks.size() || chunks.get(c - 1)[0] != c) {
                throw new InvalidInputException("chunk " + c + " of " + of + " is missing; " + chunks.size()
                        + " are there. Fit it, and combine all");
            }
        }
        return chunks.stream().mapToInt(chunk -> chunk[1]).toArray();
    }

    private static Provenance.@Nullable Step chunkStep(Provenance provenance) {
        return provenance.steps().stream()
                .filter(step -> step.options().containsKey(CHUNK))
                .findFirst()
                .orElse(null);
    }

    private static int number(Results file, String key) {
        Provenance.Step step = chunkStep(file.provenance());
        String text = step == null ? "" : step.options().getOrDefault(key, "");
        if (!text.matches("\\d{1,9}")) {
            throw new InvalidInputException(file.name() + " does not say which chunk it is; several files are combined"
                    + " only if their pairs were split by screlate-pairs and their results are Arrow files");
        }
        return Integer.parseInt(text);
    }

    private static void checkSameRun(Results one, Results other) {
        if (!run(one.provenance()).equals(run(other.provenance()))) {
            throw new InvalidInputException(other.name() + " is of another run than " + one.name()
                    + ": its cells, model, options, pairs or program differ");
        }
    }

    /** The history without what differs between the chunks of a run. */
    private static List<Provenance.Step> run(Provenance provenance) {
        List<Provenance.Step> run = new ArrayList<>();
        for (Provenance.Step step : provenance.steps()) {
            Map<String, String> options = new TreeMap<>(step.options());
            options.remove(CHUNK);
            Map<String, String> inputs = new TreeMap<>(step.inputs());
            inputs.remove("pairs");
            run.add(new Provenance.Step(step.tool(), step.version(), options, step.seed(), inputs));
        }
        return run;
    }
}
