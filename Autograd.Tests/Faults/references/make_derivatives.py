"""Writes derivatives.txt beside itself: pip install mpmath; python make_derivatives.py

One point a line: the function, the argument, the first two derivatives there with 40 digits, and the condition of each: how many times
larger than that of the argument its relative error may be. Derivatives are differences of 900 digits and more, with a step far below
every feature of the function.
"""
from pathlib import Path

from mpmath import acos, acosh, asin, asinh, atan, atanh, cos, cosh, erf, erfc, exp, expm1, log, mp, mpc, mpf, nstr, pi, sin, sinh, sqrt, tan, tanh


def sigmoid(x):
    return 1 / (1 + exp(-x))


FUNCTIONS = {
    "Exp": exp,
    "ExpM1": expm1,
    "Log": log,
    "LogP1": lambda x: log(1 + x),
    "Sqrt": sqrt,
    "Sin": sin,
    "Cos": cos,
    "Tan": tan,
    "Asin": asin,
    "Acos": acos,
    "Atan": atan,
    "Sinh": sinh,
    "Cosh": cosh,
    "Tanh": tanh,
    "Asinh": asinh,
    "Acosh": acosh,
    "Atanh": atanh,
    "Erf": erf,
    "Erfc": erfc,
    "Hypot": lambda x: sqrt(x * x + 1),
    "Atan2": atan,
    "Power": lambda x: x ** mpf(-1.5),
    "LogAddExp": lambda x: log(exp(x) + 1),
    "Sigmoid": sigmoid,
    "LogSigmoid": lambda x: -log(1 + exp(-x)),
    "Softplus": lambda x: log(1 + exp(x)),
    "Silu": lambda x: x * sigmoid(x),
    "Gelu": lambda x: x / 2 * erfc(-x / sqrt(2)),
    "GeluTanh": lambda x: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + mpf(0.044715) * x**3))),
    "Mish": lambda x: x * tanh(log(1 + exp(x))),
    "TanhShrink": lambda x: x - tanh(x),
    "BentIdentity": lambda x: x + (sqrt(x * x + 1) - 1) / 2,
    "Snake": lambda x: x + sin(x) ** 2,
    "Elu": lambda x: x if x > 0 else exp(x) - 1,
    "Softsign": lambda x: x / (1 + abs(x)),
}
SIZES = [1e-300, 1e-100, 1e-30, 1e-16, 1e-8, 1e-5, 0.001, 0.25, 0.4999, 0.5001, 0.9, 0.999999999, 1.0000000001, 1.5, 3.0, 8.0, 18.0, 30.0, 100.0]
SIZES += [300.0, 350.0, 490.0, 700.0, 745.0, 1e5, 1e8, 1e16, 1e100]


def derivatives(f, x):
    """f′, f″ and f‴, or None where f is not real."""
    is_extreme = not 1e-50 < abs(x) < 1e50
    with mp.workdps(2600 if is_extreme else 900):
        h = mpf(10) ** (-700 if is_extreme else -200)
        try:
            a, b, c, d, e = (f(mpf(x) + k * h) for k in (-2, -1, 0, 1, 2))
        except (ZeroDivisionError, ValueError):
            return None
        if any(isinstance(v, mpc) and v.imag != 0 for v in (a, b, c, d, e)):
            return None
        a, b, c, d, e = (v.real for v in (a, b, c, d, e))
        return [(d - b) / (2 * h), (d - 2 * c + b) / h**2, (e - 2 * d + 2 * b - a) / (2 * h**3)]


mp.dps = 60
lines = []
for name, f in FUNCTIONS.items():
    for x in [s * v for v in SIZES for s in (1, -1)]:
        found = derivatives(f, x)
        if found and all(1e-305 < abs(v) < 1e300 for v in found[:2]):
            conditions = [max(mpf(1), abs(x * found[k + 1] / found[k])) for k in (0, 1)]
            texts = [nstr(v, 40, min_fixed=0, max_fixed=0) for v in found[:2]]
            lines.append(" ".join([name, repr(x), *texts, *(nstr(c, 3) for c in conditions)]))
Path(__file__).with_name("derivatives.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
