package org.screlate.impute;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.screlate.data.InvalidInputException;

/**
 * A method made to fit the number of cells.
 *
 * @param method with no more neighbours than there are other cells
 * @param notes what was lowered, for the user; empty: nothing
 */
public record Fitted(Imputation method, List<String> notes) {
    /** Lowers numbers of neighbours, where they may be. */
    static final class Neighbours {
        // A cell and two others: with fewer nothing can be told from a graph.
        private static final int LEAST_CELLS = 3;

        private final int cells;
        private final Set<String> adaptable;
        private final List<String> notes = new ArrayList<>();

        Neighbours(int cells, Set<String> adaptable) {
            this.cells = cells;
            this.adaptable = adaptable;
        }

        /** As many as asked for, or as there are other cells; refuses an option that may not be lowered. */
        int of(String option, int asked) {
            if (asked < cells) {
                return asked;
            }
            if (!adaptable.contains(option) || cells < LEAST_CELLS) {
                throw new InvalidInputException(cells + " cells are too few for " + asked + " cell neighbours; lower "
                        + option + " or give more cells");
            }
            notes.add(cells + " cells: " + option + " " + (cells - 1) + " in place of " + asked);
            return cells - 1;
        }

        List<String> notes() {
            return List.copyOf(notes);
        }
    }
}
