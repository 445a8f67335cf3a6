package org.screlate.graph;

import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Arrays of one thread at work on panels of {@link Propagation}, taken up again for the next panel: fresh ones would be filled
 * with zeros first, and Java would collect them.
 */
final class PanelMemory {
    private final int length;
    private final Map<Use, float[]> arrays = new EnumMap<>(Use.class);

    /** @param length of each array */
    PanelMemory(int length) {
        this.length = length;
    }

    /** What an array is for. */
    enum Use {
        PANEL,
        HELD,
        CHANGE,
        BEFORE,
        NOW,
        NEXT
    }

    /** The array for a use; what is in it means nothing. */
    float[] of(Use use) {
        return arrays.computeIfAbsent(use, any -> new float[length]);
    }

    /** Those of several threads, as many as are in use at once. */
    static final class Pool {
        private final int length;
        private final Queue<PanelMemory> free = new ConcurrentLinkedQueue<>();

        /** @param length of each array */
        Pool(int length) {
            this.length = length;
        }

        PanelMemory take() {
            PanelMemory memory = free.poll();
            return memory == null ? new PanelMemory(length) : memory;
        }

        void giveBack(PanelMemory memory) {
            free.add(memory);
        }
    }
}
