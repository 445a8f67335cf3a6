"""Weighted logistic regression by scikit-learn, as the detection probability needs it.

Run from the top of the checkout: python3 src/test/oracles/logistic.py
Writes src/test/resources/org/screlate/impute/logistic_{rows,coefficients}.csv: rows of features, answer and weight.
"""

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

OUT = "src/test/resources/org/screlate/impute/logistic_"


def main():
    rng = np.random.default_rng(0)
    x = np.column_stack([np.ones(200), rng.normal(size=(200, 3))]).round(4)
    y = rng.random(200) < 1 / (1 + np.exp(-x @ [-1, 1, 0.5, 0]))
    weights = rng.gamma(2, 0.5, 200).round(4)
    model = LogisticRegression(C=1000, fit_intercept=False, tol=1e-12, max_iter=10_000).fit(x, y, weights)
    head = f"# scikit-learn {sklearn.__version__}, LogisticRegression(C=1000): python3 src/test/oracles/logistic.py\n"
    for name, values in (("rows", np.column_stack([x, y, weights])), ("coefficients", model.coef_)):
        with open(f"{OUT}{name}.csv", "w") as file:
            file.write(head)
            np.savetxt(file, values, fmt="%.8g", delimiter=",")


main()
