package org.screlate.data.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;

/** A column of the cells' metadata as a model sees it: levels of a factor, or numbers. */
public sealed interface Covariate {
    /** Name of the column. */
    String name();

    /** The rows named, in the order named. */
    Covariate select(int[] rows);

    /**
     * Levels.
     *
     * @param codes {@code [rows]}, in [0, levels)
     * @param levels words, the reference first
     */
    record Factor(String name, int[] codes, List<String> levels) implements Covariate {
        @Override
        public Factor select(int[] rows) {
            return new Factor(name, Arrays.stream(rows).map(r -> codes[r]).toArray(), levels);
        }

        /** The same without levels that no row has; the others keep their order. */
        public Factor used() {
            int[] codeOf = new int[levels.size()];
            boolean[] present = new boolean[levels.size()];
            Arrays.stream(codes).forEach(code -> present[code] = true);
            List<String> kept = new ArrayList<>();
            for (int level = 0; level < present.length; level++) {
                codeOf[level] = kept.size();
                if (present[level]) {
                    kept.add(levels.get(level));
                }
            }
            return new Factor(
                    name, Arrays.stream(codes).map(code -> codeOf[code]).toArray(), List.copyOf(kept));
        }
    }

    /**
     * Numbers.
     *
     * @param values {@code [rows]}, finite
     */
    record Quantity(String name, double[] values) implements Covariate {
        @Override
        public Quantity select(int[] rows) {
            return new Quantity(
                    name, Arrays.stream(rows).mapToDouble(r -> values[r]).toArray());
        }
    }

    /**
     * A factor: its levels sorted, numbers by size and words by letters, but the reference first.
     *
     * @param cells their names, for messages
     */
    static Factor factor(String name, Column column, List<String> cells, @Nullable String reference) {
        String[] words = new String[column.size()];
        for (int r = 0; r < words.length; r++) {
            words[r] = column.text(r);
            if (words[r].isEmpty()) {
                throw new InvalidInputException("column '" + name + "' has no value for cell '" + cells.get(r) + "'");
            }
        }
        Map<String, Integer> codes = new LinkedHashMap<>();
        if (reference != null) {
            // Truth values are written True by Python and TRUE by R.
            codes.put(column instanceof Column.Flag ? reference.toLowerCase(Locale.ROOT) : reference, 0);
        }
        Arrays.stream(words).distinct().sorted(order(column)).forEach(word -> codes.putIfAbsent(word, codes.size()));
        int[] codeOfRow = Arrays.stream(words).mapToInt(codes::get).toArray();
        Factor factor = new Factor(name, codeOfRow, List.copyOf(codes.keySet()));
        if (reference != null && factor.used().levels().size() < codes.size()) {
            throw new InvalidInputException("reference: no cell has the level '" + reference + "' of '" + name
                    + "'; there are " + String.join(", ", factor.levels().subList(1, codes.size())));
        }
        return factor;
    }

    /** Independent of the order of cells, so that no sign of an effect depends on it. */
    private static Comparator<String> order(Column column) {
        return isNumeric(column) ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
    }

    /** Numbers; the user's error where one is missing. */
    static Quantity quantity(String name, Column column, List<String> cells) {
        double[] values = new double[column.size()];
        for (int r = 0; r < values.length; r++) {
            values[r] = column instanceof Column.Whole whole
                    ? whole.values()[r]
                    : column instanceof Column.Real real ? real.values()[r] : Double.NaN;
            if (!Double.isFinite(values[r])) {
                throw new InvalidInputException("column '" + name + "' has "
                        + (column instanceof Column.Real ? "the value " : "no number, but ") + column.text(r)
                        + " for cell '" + cells.get(r) + "'; numbers are needed");
            }
        }
        return new Quantity(name, values);
    }

    /** Whether a column holds numbers. */
    static boolean isNumeric(Column column) {
        return column instanceof Column.Whole || column instanceof Column.Real;
    }
}
