package org.screlate.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an output may be written as. A name that ends as files of another form do is refused; one whose end says nothing, as Galaxy
 * gives them, is taken.
 */
public enum OutputForm {
    /** Cells, embeddings, graphs of cells and models. */
    ARROW("an Arrow file", List.of(".arrow", ".feather"), List.of()),
    /** Rows and columns, as Arrow or text. */
    TABLE("a table", List.of(".arrow", ".feather"), List.of(".tsv", ".csv", ".txt")),
    /** Rows and columns as text alone, beside another output; the name must say so. */
    TEXT("a table as text", List.of(), List.of(".tsv", ".csv", ".txt")),
    /** Genes and edges. */
    NETWORK("a network", List.of(".arrow", ".feather"), List.of(".graphml", ".tsv", ".csv", ".txt")),
    /** Sets of genes. */
    GMT("gene sets in GMT", List.of(), List.of(".gmt", ".txt")),
    /** A figure. */
    SVG("a drawing in SVG", List.of(".svg"), List.of()),
    /** A page. */
    HTML("a page in HTML", List.of(".html", ".htm"), List.of()),
    /** What other programs read; a folder where it ends so. */
    EXPORT("a file for other programs", List.of(".h5ad", ".mtx"), List.of(".tsv", ".csv", ".txt"));

    /** Ends of names that say a form which no tool writes. */
    private static final Set<String> FOREIGN = Set.of(
            ".pdf",
            ".png",
            ".jpg",
            ".jpeg",
            ".docx",
            ".xlsx",
            ".xls",
            ".ods",
            ".json",
            ".yaml",
            ".yml",
            ".xml",
            ".log",
            ".h5",
            ".hdf5",
            ".h5mu",
            ".loom",
            ".zarr",
            ".rds",
            ".rdata",
            ".parquet",
            ".npz",
            ".npy",
            ".pkl",
            ".gml",
            ".sif",
            ".zip",
            ".tar",
            ".tgz",
            ".bz2",
            ".xz",
            ".zst");

    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> plain;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> packable;

    /** Which form the file of an option has. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.FIELD)
    public @interface Of {
        /** The form. */
        OutputForm value();
    }

    /**
     * @param plain ends of names that are written as they are
     * @param packable ends of names that .gz may follow, and packs
     */
    OutputForm(String words, List<String> plain, List<String> packable) {
        this.words = words;
        this.plain = plain;
        this.packable = packable;
    }

    /** Refuses a name that says another form than will be written. */
    void check(Path path, String option) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        boolean packed = name.endsWith(".gz");
        String end = end(packed ? name.substring(0, name.length() - ".gz".length()) : name);
        if ((packed || this == TEXT) ? !packable.contains(end) : isKnown(end) && !isOurs(end)) {
            throw new InvalidInputException(
                    "cannot write " + path + ": " + option + " is " + words + "; end its name in " + ends());
        }
    }

    /** Refuses the name of a file for what will be a folder; the option, and with which other one it makes a folder. */
    public static void checkFolder(Path path, String option) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".gz") || isKnown(end(name))) {
            throw new InvalidInputException("cannot write " + path + ": " + option
                    + " is a folder of files; give it a name without " + end(name));
        }
    }

    /** The form that an option says; none where it is no output. */
    static @Nullable OutputForm of(OptionSpec option) {
        Of form = option.userObject() instanceof AnnotatedElement field ? field.getAnnotation(Of.class) : null;
        return form == null ? null : form.value();
    }

    private static String end(String name) {
        return name.substring(Math.max(0, name.lastIndexOf('.')));
    }

    private boolean isOurs(String end) {
        return plain.contains(end) || packable.contains(end);
    }

    private static boolean isKnown(String end) {
        return FOREIGN.contains(end) || Arrays.stream(values()).anyMatch(form -> form.isOurs(end));
    }

    /** The ends to choose from, but for those that only mean the same. */
    private String ends() {
        List<String> all = Stream.concat(plain.stream(), packable.stream())
                .filter(end -> !end.equals(".feather") && !end.equals(".txt"))
                .toList();
        int last = all.size() - 1;
        return (last == 0 ? "" : String.join(", ", all.subList(0, last)) + " or ")
                + all.get(last)
                + (packable.isEmpty() ? "" : " (.gz)");
    }
}
