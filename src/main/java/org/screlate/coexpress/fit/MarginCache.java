package org.screlate.coexpress.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;

/**
 * Margins that were estimated, for a margin serves all pairs of its gene that use the same cells. What is held is bounded; a
 * margin that was dropped is estimated anew, to the same numbers. Which is dropped does not depend on when it was used: lists
 * of all pairs go round all genes again and again, so that the one used longest ago would be the next that is needed.
 */
public final class MarginCache {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final long capacity;
    private final Map<Key, Margin> margins = new HashMap<>();
    private final List<Key> order = new ArrayList<>();
    private long held;
    private long turn;

    /**
     * Creates it.
     *
     * @param capacity bytes of all margins held, together
     */
    public MarginCache(long capacity) {
        this.capacity = capacity;
    }

    /**
     * Whose margin.
     *
     * @param gene its number
     * @param place 0 where both places have the same formulas, else 1 or 2
     * @param design of the cells, the same object for the same cells
     */
    private record Key(int gene, int place, Identity design) {}

    /** An object that only equals itself. */
    private record Identity(Object object) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity identity && identity.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }

    /** The margin of a gene in one of the two places of a design. */
    public Margin margin(int gene, Design design, boolean isFirst, Supplier<Margin> estimate) {
        int place = hasOneFormulaForBoth(design) ? 0 : isFirst ? 1 : 2;
        Key key = new Key(gene, place, new Identity(design));
        synchronized (this) {
            Margin known = margins.get(key);
            if (known != null) {
                return known;
            }
        }
        // Estimated outside the lock: two threads may do the same work, none waits.
        Margin made = estimate.get();
        keep(key, made);
        return made;
    }

    private synchronized void keep(Key key, Margin made) {
        if (margins.put(key, made) != null) {
            return;
        }
        order.add(key);
        held += made.bytes();
        while (held > capacity && order.size() > 1) {
            turn += STEP;
            // any but the last, which is needed now
            int place = (int) Long.remainderUnsigned(turn >>> 1, order.size() - 1L);
            Key dropped = order.set(place, order.get(order.size() - 1));
            order.remove(order.size() - 1);
            Margin old = margins.remove(dropped);
            held -= old == null ? 0 : old.bytes();
        }
    }

    /** How many are held. */
    public synchronized int size() {
        return margins.size();
    }

    private static boolean hasOneFormulaForBoth(Design design) {
        return isSame(design, Parameter.MU1, Parameter.MU2)
                && isSame(design, Parameter.SIGMA1, Parameter.SIGMA2)
                && isSame(design, Parameter.ZI1, Parameter.ZI2);
    }

    private static boolean isSame(Design design, Parameter one, Parameter other) {
        Identity first = new Identity(design.predictor(one));
        return first.equals(new Identity(design.predictor(other)))
                || (design.predictor(one).isAbsent() && design.predictor(other).isAbsent());
    }
}
