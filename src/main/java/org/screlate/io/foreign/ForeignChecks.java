package org.screlate.io.foreign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.ShortestDecimal;
import org.screlate.matrix.SparseMatrix;

/** What a foreign matrix must fulfil to become one of ours; each fault has its own message. */
public final class ForeignChecks {
    /** From here on, whole numbers are no longer all exact in single precision. */
    private static final float INEXACT = 1 << 24;
    /** Values below it that are not whole look logged. */
    static final float LOG_LIMIT = 50;

    private static final Predicate<String> ENSEMBL =
            Pattern.compile("ENS[A-Z]{0,6}G\\d{11}(\\.\\d+)?").asMatchPredicate();
    private static final Predicate<String> BARCODE =
            Pattern.compile("([A-Za-z0-9.]+[_-])?[ACGT]{12,}([_-].*)?").asMatchPredicate();
    /** Genes that nearly every human or mouse data set holds, in capitals. */
    private static final Set<String> WELL_KNOWN = Set.of(
            "ACTB", "GAPDH", "B2M", "MALAT1", "EEF1A1", "TMSB4X", "RPLP0", "RPS18", "FTL", "FTH1", "TUBA1B", "PTPRC");

    private final Layer layer;
    private final boolean makeUnique;
    private final Rounding rounding;

    /** Creates the checks that refuse fractions among counts. */
    public ForeignChecks(Layer layer, boolean makeUnique) {
        this(layer, makeUnique, Rounding.NONE);
    }

    /**
     * Creates the checks.
     *
     * @param layer what the user says the values are, counts or lognorm
     * @param makeUnique whether genes whose name was there before get -1, -2, … appended, as in anndata
     * @param rounding what to do with fractions among counts
     */
    public ForeignChecks(Layer layer, boolean makeUnique, Rounding rounding) {
        if (layer != Layer.COUNTS && layer != Layer.LOGNORM) {
            throw new IllegalArgumentException("--values must be counts or lognorm, not " + layer.word());
        }
        this.layer = layer;
        this.makeUnique = makeUnique;
        this.rounding = rounding;
    }

    /** The cell matrix, or the user's error. */
    public CellMatrix check(ForeignMatrix foreign) {
        try {
            return checked(inBaseE(foreign));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(foreign.source() + ": " + e.getMessage(), e);
        }
    }

    private CellMatrix checked(ForeignMatrix foreign) {
        if (foreign.cells().isEmpty() || foreign.genes().isEmpty()) {
            throw new InvalidInputException("the matrix is empty: "
                    + foreign.cells().size() + " cells × " + foreign.genes().size() + " genes");
        }
        checkOrientation(foreign);
        checkGeneNames(foreign);
        checkText("cell", foreign.cells());
        checkText("gene", foreign.genes());
        checkValues(foreign);
        return new CellMatrix(
                foreign.cells(),
                makeUnique ? unique(foreign.genes()) : foreign.genes(),
                layer == Layer.COUNTS ? rounding.round(foreign.values()) : foreign.values(),
                layer,
                foreign.cellMetadata(),
                foreign.geneMetadata(),
                null,
                Provenance.NONE);
    }

    // log_b(1 + x) · ln(b) = ln(1 + x).
    private ForeignMatrix inBaseE(ForeignMatrix foreign) {
        double base = foreign.logBase();
        if (layer != Layer.LOGNORM || !(base > 0) || base == 1 || base == Math.E) {
            return foreign;
        }
        double factor = Math.log(base);
        float[] values = foreign.values().values().clone();
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (values[k] * factor);
        }
        SparseMatrix old = foreign.values();
        return foreign.withValues(new SparseMatrix(old.rows(), old.columns(), old.offsets(), old.indices(), values));
    }

    // What was no text when it was read.
    private static void checkText(String what, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).indexOf('\uFFFD') >= 0) {
                throw new InvalidInputException("the name of " + what + " " + (i + 1)
                        + " is not UTF-8 text; write the names anew: " + names.get(i));
            }
        }
    }

    private static void checkOrientation(ForeignMatrix foreign) {
        String gene = looksLikeGenes(foreign.cells());
        if (gene != null && looksLikeGenes(foreign.genes()) == null) {
            throw new InvalidInputException(
                    "genes and cells seem swapped: cells are named as genes are (" + gene + "); " + foreign.turned());
        }
        if (mostly(foreign.genes(), BARCODE) && !mostly(foreign.cells(), BARCODE)) {
            throw new InvalidInputException("genes and cells seem swapped: genes are named as cells are ("
                    + foreign.genes().get(0) + "); " + foreign.turned());
        }
    }

    private static @Nullable String looksLikeGenes(List<String> names) {
        if (mostly(names, ENSEMBL)) {
            return names.get(0);
        }
        List<String> known = names.stream()
                .filter(name -> WELL_KNOWN.contains(name.toUpperCase(Locale.ROOT)))
                .toList();
        return known.size() >= 3 ? String.join(", ", known.subList(0, 3)) : null;
    }

    /** What names look like. */
    public static String kindOf(List<String> names) {
        if (mostly(names, ENSEMBL)) {
            return "by Ensembl gene ids";
        } else if (mostly(names, BARCODE)) {
            return "by barcodes";
        }
        return looksLikeGenes(names) != null ? "by gene symbols" : "by names";
    }

    /** Whether names are, as far as can be told, those of genes. */
    public static boolean areGenes(List<String> names) {
        return looksLikeGenes(names) != null;
    }

    private static boolean mostly(List<String> names, Predicate<String> form) {
        return names.stream().filter(form).count() * 2 > names.size();
    }

    private void checkGeneNames(ForeignMatrix foreign) {
        List<String> genes = foreign.genes();
        Map<String, Integer> first = new HashMap<>();
        for (int g = 0; g < genes.size() && !makeUnique; g++) {
            Integer before = first.putIfAbsent(genes.get(g), g);
            if (before != null && !genes.get(g).isEmpty()) {
                throw new InvalidInputException("duplicated gene name '" + genes.get(g) + "' (genes " + (before + 1)
                        + " and " + (g + 1) + "); give --make-unique" + foreign.otherNames());
            }
        }
    }

    /** Names that repeat get -1, -2, … in order, passing over names that are taken, as anndata makes them unique. */
    static List<String> unique(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        Set<String> seen = new HashSet<>();
        Map<String, Integer> counters = new HashMap<>();
        List<String> unique = new ArrayList<>(names.size());
        for (String name : names) {
            String tentative = name;
            boolean free = seen.add(name) || name.isEmpty();
            while (!free) {
                tentative = name + "-" + counters.merge(name, 1, Integer::sum);
                free = taken.add(tentative);
            }
            unique.add(tentative);
        }
        return unique;
    }

    private void checkValues(ForeignMatrix foreign) {
        Values found = Values.of(foreign.values().values());
        if (found.notFinite >= 0) {
            throw fault(foreign, found.notFinite, "is not a finite number; fill or remove what is missing");
        }
        if (found.negative >= 0) {
            throw fault(foreign, found.negative, "is negative; scaled values cannot be imported" + advice(foreign));
        }
        if (layer == Layer.COUNTS) {
            checkCounts(foreign, found);
        } else if (found.fraction < 0 && found.greatest >= 2) {
            throw new InvalidInputException("all values are whole and reach " + number(found.greatest)
                    + ", so they are counts, not log-normalised; leave --values lognorm out");
        } else if (found.greatest > Layer.LOG_GREATEST) {
            throw new InvalidInputException(
                    "the values reach " + number(found.greatest)
                            + ", which no log(1 + normalised counts) does; log-transform them once, with the natural logarithm");
        }
    }

    private void checkCounts(ForeignMatrix foreign, Values found) {
        boolean rounded = rounding.kind() != Rounding.Kind.NONE;
        if (!rounded && found.fraction >= 0 && found.greatest < LOG_LIMIT) {
            throw new InvalidInputException("the values look logged, not counted: they are not whole and stay below "
                    + number((float) Math.ceil(found.greatest))
                    + "; give --values lognorm if they are log(1 + counts), --round nearest or stochastic if they are counts"
                    + " that were corrected or shared out" + advice(foreign));
        }
        if (!rounded && found.fraction >= 0) {
            throw fault(
                    foreign,
                    found.fraction,
                    "is not a whole number, so these are not counts; give --round nearest"
                            + " or stochastic if they are counts that were corrected or shared out" + advice(foreign));
        }
        if (found.greatest >= INEXACT) {
            throw new InvalidInputException("it holds a count of " + number(found.greatest)
                    + "; from 16777216 on counts are no longer kept exactly");
        }
    }

    private static String advice(ForeignMatrix foreign) {
        return foreign.elsewhere().isEmpty() ? "" : "; " + foreign.elsewhere();
    }

    private static InvalidInputException fault(ForeignMatrix foreign, int k, String what) {
        SparseMatrix values = foreign.values();
        int row = 0;
        while (values.offsets()[row + 1] <= k) {
            row++;
        }
        return new InvalidInputException("the value " + number(values.values()[k]) + " of cell '"
                + foreign.cells().get(row) + "', gene '" + foreign.genes().get(values.indices()[k]) + "' " + what);
    }

    private static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Integer.toString((int) value)
                : ShortestDecimal.of(value);
    }

    /** The first value of each fault by its place among the stored ones, or −1; and the greatest value. */
    private record Values(int notFinite, int negative, int fraction, float greatest) {
        static Values of(float[] values) {
            int notFinite = -1;
            int negative = -1;
            int fraction = -1;
            float greatest = 0;
            for (int k = 0; k < values.length; k++) {
                float value = values[k];
                greatest = Math.max(greatest, value);
                // The cast cuts off fractions and turns NaN into 0, so a whole count passes by one comparison.
                if (value == (int) value && value >= 0) {
                    continue;
                }
                if (!Float.isFinite(value)) {
                    notFinite = notFinite < 0 ? k : notFinite;
                } else if (value < 0) {
                    negative = negative < 0 ? k : negative;
                } else if (value != Math.rint(value)) {
                    fraction = fraction < 0 ? k : fraction;
                }
            }
            return new Values(notFinite, negative, fraction, greatest);
        }
    }
}
