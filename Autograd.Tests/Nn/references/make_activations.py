"""Writes activations.txt beside itself: pip install mpmath; python make_activations.py

One point a line: the activation, the argument, and the value and its first three derivatives there, with 20 digits, from 400.
"""
from pathlib import Path

from mpmath import erfc, exp, log, mp, mpf, nstr, pi, sin, sqrt, taylor, tanh

mp.dps = 400
SCALE, ALPHA = mpf("1.0507009873554804934193349852946"), mpf("1.6732632423543772848170429916717")


def sigmoid(x):
    return 1 / (1 + exp(-x))


FUNCTIONS = {
    "Sigmoid": sigmoid,
    "LogSigmoid": lambda x: -log(1 + exp(-x)),
    "Softplus": lambda x: log(1 + exp(x)),
    "Silu": lambda x: x * sigmoid(x),
    "Gelu": lambda x: x / 2 * erfc(-x / sqrt(2)),
    "GeluTanh": lambda x: x / 2 * (1 + tanh(sqrt(2 / pi) * (x + mpf(0.044715) * x**3))),
    "Mish": lambda x: x * tanh(log(1 + exp(x))),
    "TanhShrink": lambda x: x - tanh(x),
    "BentIdentity": lambda x: (sqrt(x**2 + 1) - 1) / 2 + x,
    "Snake": lambda x: x + sin(x) ** 2,
    "Siren": lambda x: sin(30 * x),
    "Elu": lambda x: x if x > 0 else exp(x) - 1,
    "Selu": lambda x: SCALE * (x if x > 0 else ALPHA * (exp(x) - 1)),
    "Celu": lambda x: x if x > 0 else mpf("1.5") * (exp(x / mpf("1.5")) - 1),
    "Softsign": lambda x: x / (1 + abs(x)),
}
SMOOTH = [1e-300, 1e-30, 1e-8, 0.001, 0.25, 0.999, 1.001, 3.0, 8.0, 30.0, 700.0, 1000.0]


def derivatives(f, x):
    """By Taylor's coefficients, from differences of 400 digits with a step far below every feature of the function."""
    with mp.workdps(1600):
        coefficients = taylor(f, mpf(x), 3, h=mpf(10) ** -350, direction=0)
    return [coefficients[k] * [1, 1, 2, 6][k] for k in range(4)]


lines = []
for name, f in FUNCTIONS.items():
    kinked = name in ("Elu", "Selu", "Celu", "Softsign")
    for x in [s * v for v in SMOOTH for s in (1, -1)] + ([] if kinked else [0.0]):
        lines.append(" ".join([name, repr(x), *(nstr(v, 20, min_fixed=0, max_fixed=0) for v in derivatives(f, x))]))
Path(__file__).with_name("activations.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
