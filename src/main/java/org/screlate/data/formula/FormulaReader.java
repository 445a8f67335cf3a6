package org.screlate.data.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.screlate.data.InvalidInputException;

/** Reads one formula by recursive descent; what it cannot read it names, with the formula around it. */
final class FormulaReader {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(`[^`]+`|[\\p{L}.][\\p{L}\\p{N}._]*|\\d+(?:\\.\\d*)?|\\|\\||\\S)");
    private static final String END = "the end";
    /** An interaction of n factors holds 2ⁿ parts. */
    private static final int MOST_VARIABLES = 8;
    /** More have no use, and would take hours. */
    private static final int MOST_TERMS = 500;

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    FormulaReader(String text) {
        this.text = text;
        Matcher matcher = TOKEN.matcher(text.strip());
        while (matcher.find()) {
            tokens.add(matcher.group(1));
        }
    }

    /** One sum of terms, with or without an intercept. */
    private static final class Sum {
        private boolean intercept = true;
        private final List<Formula.Term> terms = new ArrayList<>();
        private final List<Formula.RandomTerm> randoms = new ArrayList<>();
    }

    Formula formula() {
        if (!take("~")) {
            throw wrong("a formula begins with '~', not with " + peek());
        }
        Sum sum = sum(true);
        if (next < tokens.size()) {
            throw wrong("'" + peek() + "' is not understood there; use +, :, * and (... | subject)");
        }
        return new Formula(text, sum.intercept, List.copyOf(sum.terms), List.copyOf(sum.randoms));
    }

    private Sum sum(boolean withRandoms) {
        Sum sum = new Sum();
        boolean minus = take("-");
        do {
            if (minus) {
                takeAway(sum);
            } else if (withRandoms && take("(")) {
                addTo(sum, random());
            } else {
                addTo(sum);
            }
            minus = peek().equals("-");
        } while (take("+") || take("-"));
        return sum;
    }

    private void takeAway(Sum sum) {
        if (!take("1")) {
            throw wrong("only '- 1' can be taken away, not '- " + peek() + "'");
        }
        sum.intercept = false;
    }

    private void addTo(Sum sum) {
        if (take("0")) {
            sum.intercept = false;
        } else if (!take("1")) {
            List<Formula.Term> product = new ArrayList<>(List.of(interaction()));
            while (take("*")) {
                product = Formula.product(product, interaction());
                checkWidth(product.get(product.size() - 1));
            }
            product.forEach(term -> Formula.add(sum.terms, term));
            checkNumber(sum.terms.size());
        }
    }

    private void addTo(Sum sum, Formula.RandomTerm random) {
        if (sum.randoms.stream().anyMatch(random::isSame)) {
            throw wrong("(" + random.text() + ") is there twice; leave one out");
        }
        sum.randoms.add(random);
        checkNumber(sum.randoms.size());
    }

    private void checkNumber(int terms) {
        if (terms > MOST_TERMS) {
            throw wrong("it has more than " + MOST_TERMS + " terms");
        }
    }

    private void checkWidth(Formula.Term term) {
        if (term.variables().size() > MOST_VARIABLES) {
            throw wrong("an interaction has more than " + MOST_VARIABLES + " columns, "
                    + String.join(":", term.variables().subList(0, MOST_VARIABLES + 1)));
        }
    }

    private Formula.RandomTerm random() {
        int from = next;
        Sum sum = sum(false);
        boolean independent = take("||");
        if (!independent && !take("|")) {
            throw wrong("brackets hold random effects only, such as (1 | subject); found " + peek());
        }
        List<String> grouping = interaction().variables();
        if (!take(")")) {
            throw wrong(
                    peek().equals("/")
                            ? "write (1 | a/b) as (1 | a) + (1 | a:b)"
                            : "'(' is not closed before " + peek());
        }
        if (!sum.intercept && sum.terms.isEmpty()) {
            throw wrong("nothing differs by " + String.join(":", grouping) + "; write (1 | ...)");
        }
        String own = String.join(" ", tokens.subList(from, next - 1)).replace(" : ", ":");
        return new Formula.RandomTerm(own, sum.intercept, List.copyOf(sum.terms), !independent, grouping);
    }

    private Formula.Term interaction() {
        Formula.Term term = new Formula.Term(List.of(name()));
        while (take(":")) {
            term = term.with(new Formula.Term(List.of(name())));
            checkWidth(term);
        }
        return term;
    }

    private String name() {
        String token = peek();
        if (next == tokens.size() || !token.matches("`.+`|[\\p{L}.].*")) {
            throw wrong("a column is expected, not " + (next == tokens.size() ? END : "'" + token + "'"));
        }
        next++;
        if (peek().equals("(")) {
            throw wrong("'" + token + "(...)' cannot be computed here; give the cells a column that holds it");
        }
        return token.startsWith("`") ? token.substring(1, token.length() - 1) : token;
    }

    private boolean take(String token) {
        boolean there = next < tokens.size() && tokens.get(next).equals(token);
        next += there ? 1 : 0;
        return there;
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private InvalidInputException wrong(String why) {
        return new InvalidInputException("formula '" + text + "': " + why);
    }
}
