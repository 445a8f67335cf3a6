"""Negative binomial probabilities, bivariate normal rectangles, and Frank's and Clayton's with derivatives, by mpmath.

Run from the top of the checkout: python3 src/test/oracles/counts_and_copula.py
Writes src/test/resources/org/screlate/stats/{negative_binomial,normal_rectangle,corner_rectangle}.tsv.
"""

import mpmath
from mpmath import mp, mpf

mp.dps = 40
OUT = "src/test/resources/org/screlate/stats/"


def mass(y, e, s):
    mu, r = mp.exp(e), mp.exp(-s)
    logp = mp.loggamma(y + r) - mp.loggamma(r) - mp.loggamma(y + 1) + r * mp.log(r / (r + mu)) + y * mp.log(mu / (r + mu))
    return mp.exp(logp)


def below(y, e, s):
    return mp.fsum(mass(k, e, s) for k in range(y)) if y else mpf(0)


def above(y, e, s):
    mu, r = mp.exp(e), mp.exp(-s)
    return mp.betainc(y + 1, r, 0, mu / (r + mu), regularized=True)


def write_counts():
    cases = [(y, e, s)
             for s in (-12, -3, -0.5, 2)
             for e in (-4, 0, 2.5, 5)
             for y in (0, 1, 7, 60, 300)]
    cases += [(10000, 6, 2.3), (10000, 8.5, 0), (1200, 7, -4), (200, 1, -1), (5000, 7, 3)]
    with open(OUT + "negative_binomial.tsv", "w") as out:
        out.write(f"# mpmath {mpmath.__version__}, 40 digits: src/test/oracles/counts_and_copula.py; e = log mu, s = log sigma\n")
        out.write("y\te\ts\tlog_mass\tbelow\tabove\tle\tls\tlee\tles\tlss\tbelow_s\tbelow_ss\n")
        for y, e, s in cases:
            e, s = mpf(e), mpf(s)
            log = lambda a, b: mp.log(mass(y, a, b))
            row = [log(e, s)]
            if row[0] < -650:
                continue
            large = y > 1000
            low = (lambda b: 1 - above(y - 1, e, b)) if large else (lambda b: below(y, e, b))
            row += [low(s), above(y, e, s)]
            row += [mp.diff(log, (e, s), n) for n in ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2))]
            row += [mp.diff(low, s, 1), mp.diff(low, s, 2)] if y else [mpf(0), mpf(0)]
            out.write(f"{y}\t{float(e)}\t{float(s)}\t" + "\t".join(mp.nstr(v, 17) for v in row) + "\n")


def write_rectangles():
    sides = [(None, -1), (-1, -0.9), (-0.2, 0.7), (1.5, 1.5001), (2, 4), (4.5, 5.5)]
    with open(OUT + "normal_rectangle.tsv", "w") as out:
        out.write(f"# mpmath {mpmath.__version__}, 40 digits: src/test/oracles/counts_and_copula.py\n")
        out.write("h0\th1\tk0\tk1\teta\tprobability\n")
        for eta in (-3, -1.2, -0.4, 0.05, 0.3, 1, 2.5):
            rho = mp.tanh(mpf(eta))
            s = mp.sqrt(1 - rho ** 2)
            for h0, h1 in sides:
                for k0, k1 in sides:
                    lo = mpf(-14) if h0 is None else mpf(h0)

                    def inner(x):
                        to = (mpf(k1) - rho * x) / s
                        if k0 is None:
                            return mp.npdf(x) * mp.ncdf(to)
                        start = (mpf(k0) - rho * x) / s
                        if start > 0:
                            return mp.npdf(x) * (mp.ncdf(-start) - mp.ncdf(-to))
                        return mp.npdf(x) * (mp.ncdf(to) - mp.ncdf(start))

                    cuts = sorted({lo, mpf(h1)} | {c for k in (k0, k1) if k is not None
                                                   for d in (-4, -1, 0, 1, 4)
                                                   for c in [(mpf(k) + d * s) / rho] if lo < c < h1})
                    p = mp.quad(inner, cuts)
                    if p > mpf(10) ** -200:
                        out.write("\t".join(map(str, ("-inf" if h0 is None else h0, h1, "-inf" if k0 is None else k0, k1, eta)))
                                  + "\t" + mp.nstr(p, 17) + "\n")


def clayton(u, v, eta):
    if u <= 0 or v <= 0:
        return mpf(0)
    theta = mp.exp(eta)
    return (u ** -theta + v ** -theta - 1) ** (-1 / theta)


def frank(u, v, eta):
    return -mp.log1p(mp.expm1(-eta * u) * mp.expm1(-eta * v) / mp.expm1(-eta)) / eta


# Fields of Rectangle: how often to differentiate in u0, u1, v0, v1, eta.
DERIVATIVES = {
    "value": (0, 0, 0, 0, 0), "eta": (0, 0, 0, 0, 1), "etaEta": (0, 0, 0, 0, 2),
    "firstLow": (1, 0, 0, 0, 0), "firstHigh": (0, 1, 0, 0, 0), "secondLow": (0, 0, 1, 0, 0), "secondHigh": (0, 0, 0, 1, 0),
    "firstLowEta": (1, 0, 0, 0, 1), "firstHighEta": (0, 1, 0, 0, 1),
    "secondLowEta": (0, 0, 1, 0, 1), "secondHighEta": (0, 0, 0, 1, 1),
    "firstLowLow": (2, 0, 0, 0, 0), "firstHighHigh": (0, 2, 0, 0, 0),
    "secondLowLow": (0, 0, 2, 0, 0), "secondHighHigh": (0, 0, 0, 2, 0),
    "lowLow": (1, 0, 1, 0, 0), "lowHigh": (1, 0, 0, 1, 0), "highLow": (0, 1, 1, 0, 0), "highHigh": (0, 1, 0, 1, 0),
}


def write_corners():
    # below, mass, above; one of the outer two is what the others leave
    sides = [("0", "0.3", None), ("0.3", "0.2", None), ("0.999", "1e-4", None), (None, "1e-8", "1e-9"),
             ("1e-9", "3e-9", None), (None, "1e-13", "1e-14")]
    with open(OUT + "corner_rectangle.tsv", "w") as out:
        out.write(f"# mpmath {mpmath.__version__}, 120 digits: src/test/oracles/counts_and_copula.py\n")
        out.write("\t".join(["copula", "below1", "mass1", "above1", "below2", "mass2", "above2", "at"] + list(DERIVATIVES)) + "\n")
        for copula, etas in ((frank, ("-30", "-4", "-0.01", "1e-6", "0.5", "8", "40")), (clayton, ("-12", "-3", "0", "2"))):
            for eta in map(mpf, etas):
                for one in sides:
                    for two in sides:
                        write_corner(out, copula, eta, one, two)


def write_corner(out, copula, eta, one, two):
    ends, texts = [], []
    for below, mass_, above_ in (one, two):
        low = mpf(below) if below else 1 - mpf(mass_) - mpf(above_)
        ends += [low, low + mpf(mass_)]
        texts += [low, mpf(mass_), mpf(above_) if above_ else 1 - low - mpf(mass_)]

    def rectangle(u0, u1, v0, v1, e):
        return copula(u1, v1, e) - copula(u1, v0, e) - copula(u0, v1, e) + copula(u0, v0, e)

    row = []
    for order in DERIVATIVES.values():
        # Clayton's power of 0 is infinite; no count has a derivative there
        zero = copula is clayton and any(n and not end for n, end in zip(order, ends))
        row.append(mpf(0) if zero else mp.diff(rectangle, (*ends, eta), order, h=mpf(10) ** -40))
    out.write("\t".join([copula.__name__] + [mp.nstr(v, 17) for v in texts + [eta] + row]) + "\n")


write_counts()
mp.dps = 120
write_corners()
mp.dps = 30
write_rectangles()
