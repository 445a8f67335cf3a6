package org.screlate.torture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.testing.Mutations;
import org.screlate.testing.Tally;

/**
 * Every tool, killed at random moments: each output is as it was or as an undisturbed run leaves it, a signal that can be
 * heard leaves no part, and the run after that gives the bytes of an undisturbed run. A third of the runs are process 1 of
 * a namespace of their own, as in a container.
 */
final class KillsIT {
    private static final int KILLS = Integer.getInteger("torture.kills", 300);
    private static final int KILLS_BEFORE_A_RERUN = 3;
    private static final Map<String, Integer> CODES = Map.of("KILL", 137, "TERM", 143, "INT", 130);

    @TempDir
    private Path folder;

    private final Tally tally = new Tally("kills");
    private final Tally reruns = new Tally("runs after kills");
    private final AtomicInteger inNamespaces = new AtomicInteger();
    private boolean namespaces;

    /** When a run is killed. */
    private enum Moment {
        ANY,
        PART_APPEARS,
        FIRST_OUTPUT_APPEARS
    }

    @Test
    void killedRunsLeaveNothingHalfWritten() throws Exception {
        namespaces = Namespaces.ofProcesses();
        List<Example> examples = Example.all();
        int share = (KILLS + examples.size() - 1) / examples.size();
        List<Callable<Void>> work = new ArrayList<>();
        for (int e = 0; e < examples.size(); e++) {
            Example example = examples.get(e);
            Random random = new Random(Mutations.SEED * 1_000_003 + e);
            work.add(() -> attack(example, share, random));
        }
        Program.allOf(work);
        System.out.println(inNamespaces + " kills of process 1 in a namespace of its own");
        try {
            reruns.end();
        } finally {
            tally.end();
        }
        assertTrue(tally.trials() >= KILLS, "only " + tally.trials() + " runs could be killed before their end");
    }

    /** Kills runs of one example, some in the same folder, until so many were hit before their end. */
    private Void attack(Example example, int kills, Random random) throws Exception {
        int hit = 0;
        for (int tries = 0; hit < kills && tries < 10 * kills; ) {
            Path place = example.prepare(folder, random.nextBoolean());
            String trial = example.line() + " in try " + tries;
            for (int k = 0; k < KILLS_BEFORE_A_RERUN && hit < kills; k++, tries++) {
                hit += kill(example, place, random, trial) ? 1 : 0;
            }
            reruns.count(rerun(example, place), trial);
            Folder.delete(place.getParent());
        }
        return null;
    }

    private boolean kill(Example example, Path place, Random random, String trial) throws Exception {
        Map<String, String> old = Folder.state(place);
        Set<String> parts = Folder.parts(place);
        Set<String> marks = Folder.marks(place);
        boolean apart = namespaces && random.nextInt(3) == 0;
        Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
        String signal = List.of("KILL", "KILL", "TERM", "INT").get(random.nextInt(4));
        long wait = moment == Moment.ANY ? (long) (random.nextDouble() * example.nanos()) : random.nextInt(4_000_000);
        Program program = Program.start(example.line(), place, apart ? Namespaces.PROCESSES : new String[0]);
        await(moment, program, place, marks, parts);
        LockSupport.parkNanos(wait);
        boolean alive = program.alive();
        program.signal(signal);
        Program.Ended ended = program.end();
        Map<String, String> state = Folder.state(place);
        Set<String> left = Folder.parts(place);
        left.removeAll(parts);
        String failure = judge(example, place, signal, ended, old, state, left);
        if (ended.code() == 0 && failure.isEmpty()) {
            // It was faster than the signal, or process 1 before it could hear any.
            return false;
        }
        inNamespaces.addAndGet(apart ? 1 : 0);
        tally.count(failure, trial + ", " + signal + " at " + moment + " + " + wait + " ns" + (alive ? "" : ", late"));
        return true;
    }

    private static void await(Moment moment, Program program, Path place, Set<String> marks, Set<String> parts)
            throws IOException {
        if (moment == Moment.PART_APPEARS) {
            while (program.alive() && Folder.parts(place).equals(parts)) {
                LockSupport.parkNanos(300_000);
            }
        } else if (moment == Moment.FIRST_OUTPUT_APPEARS) {
            while (program.alive() && Folder.marks(place).equals(marks)) {
                LockSupport.parkNanos(300_000);
            }
        }
    }

    private static String judge(
            Example example,
            Path place,
            String signal,
            Program.Ended ended,
            Map<String, String> old,
            Map<String, String> state,
            Set<String> left) {
        int written = 0;
        int changing = 0;
        for (Map.Entry<String, String> output : example.outputs().entrySet()) {
            String was = old.get(output.getKey());
            String now = state.get(output.getKey());
            boolean whole = output.getValue().equals(now);
            if (!whole && !Objects.equals(was, now) && !example.isCheckpoint(place, output.getKey())) {
                return "half-written: " + output.getKey();
            }
            changing += output.getValue().equals(was) ? 0 : 1;
            written += whole && !output.getValue().equals(was) ? 1 : 0;
        }
        if (!example.outputs().keySet().containsAll(difference(old, state))) {
            return "another file changed: " + difference(old, state);
        }
        if (ended.code() != 0 && ended.code() != CODES.get(signal)) {
            return "exit " + ended.code() + " after " + signal + ": " + ended.said();
        }
        if (signal.equals("KILL")) {
            return "";
        }
        if (ended.traced()) {
            return "a trace after " + signal + ": " + ended.said();
        }
        if (written != 0 && written != changing) {
            return "some outputs only after " + signal;
        }
        return left.isEmpty() ? "" : "parts left after " + signal;
    }

    private static Set<String> difference(Map<String, String> old, Map<String, String> state) {
        Set<Map.Entry<String, String>> entries = new HashSet<>(state.entrySet());
        entries.removeAll(old.entrySet());
        Set<String> names = new TreeSet<>();
        entries.forEach(entry -> names.add(entry.getKey()));
        old.keySet().stream().filter(name -> !state.containsKey(name)).forEach(names::add);
        return names;
    }

    /** A run after kills: the bytes of an undisturbed one, and a line for each part that was left. */
    private static String rerun(Example example, Path place) throws Exception {
        Set<String> parts = Folder.parts(place);
        Program.Ended ended = Program.start(example.line(), place).end();
        if (ended.code() != 0) {
            return "exit " + ended.code() + ": " + ended.said();
        }
        Map<String, String> state = Folder.state(place);
        if (!state.entrySet().containsAll(example.outputs().entrySet())) {
            return "other bytes than those of an undisturbed run";
        }
        for (String part : parts) {
            if (!ended.said().contains(part)) {
                return "a part that was left is not told: " + part.replaceAll("[0-9a-f]{32}", "...") + ended.said();
            }
        }
        return Folder.parts(place).equals(parts) ? "" : "the run left a part";
    }
}
