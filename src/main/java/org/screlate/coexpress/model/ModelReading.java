package org.screlate.coexpress.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.data.formula.Coding;
import org.screlate.data.formula.Covariate;
import org.screlate.data.formula.Formula;

/** Finds what the formulas of a model name among the columns of the cells, and refuses what cannot be estimated. */
final class ModelReading {
    private static final Pattern LOG = Pattern.compile("log\\s*\\(\\s*`?([^`()]+?)`?\\s*\\)");

    private final CoexpressionModel model;
    private final Table metadata;
    private final List<String> cells;
    private final List<@Nullable Formula> formulas;
    private final Formula.Term tested;

    ModelReading(CoexpressionModel model, Table metadata, List<String> cells) {
        this.model = model;
        this.metadata = metadata;
        this.cells = cells;
        this.formulas = CoexpressionModel.PARAMETERS.stream()
                .map(name -> model.formulas().get(name))
                .map(text -> text == null ? null : Formula.parse(text))
                .collect(Collectors.toCollection(ArrayList::new));
        this.tested = tested();
    }

    ModelFrame frame() {
        Map<String, Covariate> covariates = new LinkedHashMap<>();
        for (Formula formula : present()) {
            formula.variables().forEach(name -> covariates.computeIfAbsent(name, key -> covariate(formula, key)));
        }
        checkNames("reference", model.references().keySet(), covariates.keySet());
        checkNames("factors", model.factors(), covariates.keySet());
        present().forEach(formula -> checkLevels(formula, covariates));
        String subject = subject();
        if (subject != null) {
            covariates.computeIfAbsent(subject, this::factor);
        }
        Covariate.Factor levels = levels(covariates);
        ModelFrame frame = new ModelFrame(
                formulas,
                tested,
                covariates,
                offset(),
                subject == null ? eachCellItsOwn() : (Covariate.Factor) Objects.requireNonNull(covariates.get(subject)),
                levels);
        frame.all();
        return frame;
    }

    private List<Formula> present() {
        List<Formula> present = new ArrayList<>();
        for (Formula formula : formulas) {
            if (formula != null) {
                present.add(formula);
            }
        }
        return present;
    }

    /** The term of rho that is tested. */
    private Formula.Term tested() {
        Formula rho = Objects.requireNonNull(formulas.get(Parameter.RHO.place()));
        Formula wanted = Formula.parse("~ " + model.test());
        if (wanted.terms().size() != 1 || !wanted.randoms().isEmpty()) {
            throw new InvalidInputException("test: '" + model.test() + "' is not one term, such as group or group:age");
        }
        return rho.terms().stream()
                .filter(wanted.terms().get(0)::isSame)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("test: rho has no term '" + model.test()
                        + "' outside its random part; its formula is '" + rho.text() + "'"));
    }

    private Covariate covariate(Formula formula, String name) {
        if (!metadata.columns().containsKey(name)) {
            throw new InvalidInputException("formula '" + formula.text() + "': the cells have no column '" + name
                    + "'; they have " + String.join(", ", metadata.names()));
        }
        boolean grouping = present().stream()
                .flatMap(any -> any.randoms().stream())
                .anyMatch(random -> random.grouping().contains(name));
        boolean named =
                model.factors().contains(name) || model.references().containsKey(name) || name.equals(model.subject());
        Column column = metadata.column(name);
        return !grouping && !named && Covariate.isNumeric(column)
                ? Covariate.quantity(name, column, cells)
                : factor(name);
    }

    private Covariate.Factor factor(String name) {
        return Covariate.factor(
                name, metadata.column(name), cells, model.references().get(name));
    }

    private static void checkNames(String key, Iterable<String> names, Set<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidInputException(
                        key + ": no formula has '" + name + "'; they have " + String.join(", ", known));
            }
        }
    }

    private static void checkLevels(Formula formula, Map<String, Covariate> covariates) {
        for (String name : formula.variables()) {
            String only = onlyValue(Objects.requireNonNull(covariates.get(name)));
            if (only != null) {
                throw new InvalidInputException("formula '" + formula.text() + "': '" + name + "' has only one value, '"
                        + only + "', so that nothing can differ by it; leave it out");
            }
        }
    }

    private static @Nullable String onlyValue(Covariate covariate) {
        if (covariate instanceof Covariate.Factor factor) {
            return factor.levels().size() > 1 ? null : String.join("", factor.levels());
        }
        double[] values = ((Covariate.Quantity) covariate).values();
        return values.length == 0 || Arrays.stream(values).anyMatch(value -> value != values[0])
                ? null
                : new Column.Real(values).text(0);
    }

    /** The column of the subjects: that which is named, or the grouping of random effects without what is tested. */
    private @Nullable String subject() {
        if (model.subject() != null) {
            metadata.column(model.subject());
            return model.subject();
        }
        Set<String> groupings = new LinkedHashSet<>();
        present().forEach(formula -> formula.randoms().forEach(random -> groupings.addAll(random.grouping())));
        groupings.removeAll(tested.variables());
        if (groupings.size() > 1) {
            throw new InvalidInputException("which of " + String.join(", ", groupings)
                    + " names the subjects? say so in a line of the model, such as 'subject: "
                    + List.copyOf(groupings).get(groupings.size() - 1) + "'");
        }
        return groupings.isEmpty() ? null : groupings.iterator().next();
    }

    private Covariate.Factor eachCellItsOwn() {
        return new Covariate.Factor("cell", IntStream.range(0, cells.size()).toArray(), cells);
    }

    private Covariate.Factor levels(Map<String, Covariate> covariates) {
        List<Covariate> factors = tested.variables().stream()
                .map(name -> Objects.requireNonNull(covariates.get(name)))
                .filter(Covariate.Factor.class::isInstance)
                .toList();
        checkReferenceLevel(covariates);
        if (factors.size() == 1) {
            return (Covariate.Factor) factors.get(0);
        }
        CovariateRows rows = CovariateRows.of(cells.size(), factors);
        List<String> names = Arrays.stream(rows.firstCell())
                .mapToObj(cell -> factors.stream()
                        .map(factor ->
                                ((Covariate.Factor) factor).levels().get(((Covariate.Factor) factor).codes()[cell]))
                        .collect(Collectors.joining(":")))
                .toList();
        return new Covariate.Factor(model.test(), rows.rowOfCell(), names);
    }

    private void checkReferenceLevel(Map<String, Covariate> covariates) {
        Formula rho = Objects.requireNonNull(formulas.get(Parameter.RHO.place()));
        List<Coding.Coded> columns = Coding.columns(rho.intercept(), rho.terms(), covariates, cells.size());
        int place = rho.terms().indexOf(tested);
        if (columns.stream().anyMatch(column -> column.term() == place && column.constant())) {
            throw new InvalidInputException("test: in '" + rho.text() + "' the term '" + model.test()
                    + "' has no reference level to differ from; give rho an intercept and the terms within it");
        }
    }

    private double[] offset() {
        String text = model.offset();
        if (text == null) {
            return new double[cells.size()];
        }
        Matcher log = LOG.matcher(text);
        boolean logged = log.matches();
        String name = logged ? log.group(1) : text.replace("`", "");
        if (!metadata.columns().containsKey(name)) {
            throw new InvalidInputException("offset '" + text + "': the cells have no column '" + name + "'; they have "
                    + String.join(", ", metadata.names()));
        }
        double[] values = Covariate.quantity(name, metadata.column(name), cells).values();
        for (int c = 0; logged && c < values.length; c++) {
            if (!(values[c] > 0)) {
                throw new InvalidInputException("offset '" + text + "': cell '" + cells.get(c) + "' has "
                        + new Column.Real(values).text(c) + "; a depth is above 0");
            }
        }
        return logged ? Arrays.stream(values).map(Math::log).toArray() : values;
    }
}
