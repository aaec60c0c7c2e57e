"""Writes the reference values of the elementary functions beside itself: pip install mpmath; python make_references.py

One file a function, and one for its derivative, one point a line: the argument (for pow, atan2 and hypot: the two) as the shortest decimal that reads back as the
same double, then the value with 40 digits. Every value is computed twice, with 700 and with 800 digits, and must agree. About half
of the arguments are floats. The points are the same in every run: chance is seeded with the function's name.
"""
import random
import struct
import sys
from pathlib import Path

import mpmath
from mpmath import mp, mpf

ALMOST = [2.0**-k for k in (52, 44, 36, 28, 20, 12, 6)]
DIGITS = 40


def as_float(x):
    """x rounded to 24 bits, or x where that overflows."""
    try:
        return struct.unpack("<f", struct.pack("<f", x))[0]
    except OverflowError:
        return x


def sometimes_float(chance, *xs):
    """x, or a pair, as floats or as it is."""
    xs = tuple(map(as_float, xs)) if chance.random() < 0.6 else xs
    return xs if len(xs) > 1 else xs[0]


def uniform(chance, low, high, count):
    return [sometimes_float(chance, chance.uniform(low, high)) for _ in range(count)]


def binades(chance, exponents, negative_below):
    """A number in each binade, of the other sign in the next one where there are negative arguments."""
    return [sometimes_float(chance, (-1 if e % 2 and e < negative_below else 1) * chance.uniform(1, 2) * 2.0**e) for e in exponents]


def near(points):
    """Each point and what lies ever closer to it on both sides; for 0 that is what the binades give."""
    return [p * (1 + side * d) for p in points for side in (-1, 0, 1) for d in (ALMOST if side else [1])]


def closest_to_a_quarter_turn(exponent):
    """Of the doubles m·2^exponent the one closest to a multiple of π/2, from the convergents of 2^exponent/(π/2)."""
    with mp.workdps(700):
        x, before, count = mpf(2) ** exponent / (mp.pi / 2) % 1, 0, 1
        while True:
            x = 1 / x
            before, count = count, int(x) * count + before
            if count >= 2**53:
                return before * 2.0**exponent
            x -= int(x)


def quarter_turns(chance):
    """The doubles nearest to multiples of π/2, where sine, cosine and tangent cancel most."""
    counts = list(range(1, 13)) + [chance.randrange(1, 2**chance.randrange(5, 60)) for _ in range(20)]
    turns = [float(mp.pi / 2 * n) for n in counts]
    hardest = [6381956970095103 * 2.0**797, 2.516382739902663e58, *map(closest_to_a_quarter_turn, range(-10, 971, 90))]
    return turns + hardest + [1e5, 1e15, 1e22, 1e300, 33554432.0, 16777216.0, sys.float_info.max]


SUBNORMAL = [s * x for x in (5e-324, 1.5e-323, 1e-310, 2.0**-1022 - 2.0**-1074, 2.0**-1022, 1e-300, 1e-45, 1e-40) for s in (-1, 1)]
LN2 = 0.6931471805599453
COARSE = list(range(-1020, -70, 23)) + list(range(-70, 70)) + list(range(70, 1024, 23))


class Function:
    """A function of one number with the places where it is tested; halfway: an interval to seek values between two doubles in."""

    def __init__(self, f, ordinary, exponents, places, wide=None, extra=lambda chance: [], negative_below=1024):
        self.f, self.ordinary, self.wide, self.exponents = f, ordinary, wide or ordinary, exponents
        self.places, self.extra, self.negative_below = places, extra, negative_below

    def groups(self, chance, found):
        yield "ordinary", uniform(chance, *self.ordinary, 50)
        yield "wide", uniform(chance, *self.wide, 50)
        yield "a number in each binade", binades(chance, self.exponents, self.negative_below)
        yield "near zeros, ones, branches and overflow", near(self.places)
        yield "subnormal and small", SUBNORMAL
        yield "particular", self.extra(chance)
        yield "values halfway between two doubles", sorted(uniform(chance, *self.ordinary, 300), key=self.from_halfway)[:8]
        yield "the largest errors found", found

    def places_of_derivative(self, chance):
        """Fewer places: what is tested is the form of the derivative, in the middle and in the tails."""
        yield "ordinary", uniform(chance, *self.ordinary, 12)
        yield "wide", uniform(chance, *self.wide, 12)
        yield "a number in some binades", binades(chance, list(self.exponents)[::5], self.negative_below)
        yield "near zeros, ones, branches and overflow", near(self.places)

    def from_halfway(self, x):
        value = reference(self.f, x)
        if value is None or value == 0:
            return 1
        units = value / mpf(2) ** (mpmath.frexp(value)[1] - 53)
        return abs(units - mpmath.floor(units) - mpf(1) / 2)


FUNCTIONS = {
    "Exp": Function(mp.exp, (-2, 2), range(-60, 10), [LN2 / 2, 709.782712893384, -708.3964185322641, -745.1332191019411], (-745, 709)),
    "ExpM1": Function(
        mp.expm1, (-2, 2), range(-60, 10), [LN2 / 2, LN2 * 1.5, 5e-17, 40.0, -40.0, 36.7, -35.6, 709.782712893384], (-40, 709)
    ),
    "Exp2": Function(lambda x: mpf(2) ** x, (-2, 2), range(-60, 10), [0.5, 1.0, 1024.0, -1022.0, -1074.0, -1075.0], (-1074, 1024)),
    "Log": Function(mp.log, (0.3, 3), COARSE, [1.0, 2.0, 0.5, 2**0.5, 0.5**0.5], (0, 1000), negative_below=-1023),
    "LogP1": Function(mp.log1p, (-0.9, 2), COARSE, [-1.0, 5e-9, 2.0**-53, 1.0, -0.5], (-1, 1000), negative_below=0),
    "Log2": Function(lambda x: mp.log(x, 2), (0.3, 3), COARSE, [1.0, 2.0, 0.5, 2**0.5, 0.5**0.5, 1024.0], (0, 1000), negative_below=-1023),
    "Log10": Function(mp.log10, (0.3, 3), COARSE, [1.0, 10.0, 0.1, 2**0.5, 0.5**0.5, 1e22, 1e5], (0, 1000), negative_below=-1023),
    # sine, cosine and tangent share their reduction: together they visit every large binade
    "Sin": Function(mp.sin, (-7, 7), [*range(-30, 3), *range(3, 1024, 3)], [0.7853981633974483], (-1e6, 1e6), quarter_turns),
    "Cos": Function(mp.cos, (-7, 7), [*range(-30, 3), *range(4, 1024, 3)], [0.7853981633974483], (-1e6, 1e6), quarter_turns),
    "Tan": Function(mp.tan, (-7, 7), [*range(-30, 3), *range(5, 1024, 3)], [0.7853981633974483], (-1e6, 1e6), quarter_turns),
    "Asin": Function(mp.asin, (-1, 1), range(-60, 0), [0.5, 1.0, -1.0, 0.5**0.5]),
    "Acos": Function(mp.acos, (-1, 1), range(-60, 0), [0.5, 1.0, -1.0, 0.5**0.5]),
    "Atan": Function(mp.atan, (-3, 3), COARSE, [1.0, 0.4375, 0.6875, 1.1875, 2.4375], (-100, 100)),
    "Sinh": Function(mp.sinh, (-3, 3), range(-60, 10), [LN2 / 2, 1.0, 22.0, 709.782712893384, 710.4758600739439], (-710, 710)),
    "Cosh": Function(mp.cosh, (-3, 3), range(-60, 10), [LN2 / 2, 1.0, 22.0, 709.782712893384, 710.4758600739439], (-710, 710)),
    "Tanh": Function(mp.tanh, (-2, 2), range(-60, 10), [LN2 / 4, 0.5, 1.0, 19.061547465398498, 22.0], (-20, 20)),
    "TanhP1": Function(lambda x: 1 + mp.tanh(x), (-2, 2), range(-60, 9), [LN2 / 4, 0.5, 1.0, 22.0, -372.2, -354.2], (-372, 20)),
    "Asinh": Function(mp.asinh, (-3, 3), COARSE, [5e-9, 1.0, 2.0, 1e9, 1.3407807929942596e154], (-100, 100)),
    "Acosh": Function(mp.acosh, (1, 3), range(0, 1024, 5), [1.0, 1.5, 2.0, 1e9, 1.3407807929942596e154], (1, 100), negative_below=-1023),
    "Atanh": Function(mp.atanh, (-1, 1), range(-60, 0), [5e-9, 0.5, 1.0, -1.0]),
    "Erf": Function(mp.erf, (-2, 2), range(-60, 4), [0.5, 1.0, 5.8635847487551676, 6.0], (-6, 6)),
    "Erfc": Function(
        mp.erfc, (-2, 2), range(-60, 5), [0.5, -0.5, 1.0, 4.0, -6.0, 10.0, 26.543258454250983, 27.201, 27.226017111108366], (0, 27.3)
    ),
}


# Where a search through millions of arguments found the largest errors of the kernels as they are, glibc 2.36 beneath.
FOUND = {
    "Exp": [-1.4102960878099764, 621.0303436503887],
    "ExpM1": [0.34698456821357127, 0.3469340005321716, 0.35057719254439235],
    "Exp2": [-964.0903726681556, 1.9653804488318882],
    "Log": [1.0861356200828882, 0.9336155549313945],
    "LogP1": [0.14211061899322586, 0.3346154571490435, -1.6659663308887214e-16],
    "Log2": [1.0630194937638098, 1.078890088889231],
    "Log10": [0.9999989084123370, 0.9822777206227542, 0.7528017045710245],
    "Sin": [1.9775415032666023e65, -1.8998565089812147e178],
    "Cos": [3.3342872313566282e121, 7.3994638751955524e22],
    "Tan": [-2.6439981778885052e175, -2.1083274962908046e288, -1.6356315913776083],
    "Asin": [0.21482711528187015, 0.22656815090522553],
    "Acos": [0.957551159227989, 0.9573493823210473],
    "Atan": [-0.10434263652123484],
    "Sinh": [-0.34830433565578645, -0.35043563290985125],
    "Cosh": [-25.307401933384782, 5.2003432648258041],
    "Tanh": [0.17448734593320969, 0.17428352785030565],
    "TanhP1": [],
    "Asinh": [-0.099267067240801324, -0.075124848938801517],
    "Acosh": [1.0023090753218122, 1.0170564923907057],
    "Atanh": [-0.037206075637231661, 0.39103271876975554],
    "Erf": [-0.5017087448800861, 0.51695551434259079, -0.50363475097782806],
    "Erfc": [0.50472895219210967, 0.51405242249092664, 0.50604764977751659],
}


def powers(chance):
    def some(count, low, high, smallest, largest):
        return [sometimes_float(chance, chance.uniform(low, high), chance.uniform(smallest, largest)) for _ in range(count)]

    yield "ordinary", some(80, 0, 10, -10, 10)
    whole = [(-as_float(chance.uniform(0, 10)), float(chance.randrange(-40, 40))) for _ in range(30)]
    yield "negative base, whole exponent", whole + [(-1.0, 2.0**53 - 1), (-1.0, 2.0**53), (-1.5, 1001.0), (-3.0, -201.0)]
    bases = [chance.uniform(1, 2) * 2.0**e for e in [*range(-1022, -120, 41), *range(-120, 120, 4), *range(120, 1024, 41)]]
    yield "results of every size", [(x, chance.uniform(-744, 709) / float(mp.log(x))) for x in bases]
    yield "results of every size, in floats", [tuple(map(as_float, (x, chance.uniform(-103, 88) / float(mp.log(x))))) for x in bases[22:82]]
    ones = [1 + side * d for d in ALMOST for side in (-1, 1)]
    yield "near 1 with a huge exponent", [(x, chance.uniform(-744, 709) / float(mp.log1p(mpf(x) - 1))) for x in ones for _ in range(3)]
    yield "tiny exponent", [(chance.uniform(0.1, 10), side * 2.0**-k) for k in range(10, 70, 6) for side in (-1, 1)]
    usual = (0.5, -0.5, 1.5, 2.0, 3.0, -1.0, -2.0, 1 / 3, 0.25)
    yield "usual exponents", [(sometimes_float(chance, chance.uniform(0, 4)), y) for y in usual for _ in range(3)]
    subnormal = [(5e-324, 0.5), (5e-324, -0.9), (1e-310, 1.01), (2.0, -1073.5), (10.0, -323.3), (0.1, 323.7), (1e-5, 64.3)]
    yield "subnormal base or result", subnormal
    yield "overflow", [(2.0, 1023.9999999999999), (2.0, 1024.0), (10.0, 308.25471555991674), (1e300, 1.0275), (0.5, 1080.0)]


def plane(chance):
    """Pairs for atan2 and hypot: all quadrants, ratios and sizes."""

    def some(x_size=1.0, y_size=1.0):
        return sometimes_float(chance, chance.uniform(-3, 3) * x_size, chance.uniform(-3, 3) * y_size)

    yield "ordinary", [some() for _ in range(100)]
    yield "one larger than the other", [some(y_size=2.0**k) for k in range(-60, 61, 2)]
    exponents = [*range(-1020, -900, 9), *range(-900, -150, 60), *range(-150, 130, 7), *range(130, 900, 60), *range(900, 1022, 9)]
    yield "every size", [some(2.0**e, 2.0**e) for e in exponents]
    smallest = [(5e-324, 5e-324), (5e-324, 1.0), (1.0, 5e-324), (1e-310, -3e-310)]
    yield "extremes", smallest + [(1.5e308, 1e308), (1e308, -1e308), (1.2e308, 1.3e308)]
    yield "whole", [(3.0, 4.0), (-5.0, 12.0), (1.0, 1.0), (-1.0, -1.0), (8e300, 15e300), (20e-300, 21e-300)]


# In the words of the textbook, which at 700 digits is as good as any other form.
DERIVATIVES = {
    "Exp": mp.exp,
    "ExpM1": mp.exp,
    "Exp2": lambda x: mpf(2) ** x * mp.ln2,
    "Log": lambda x: 1 / x,
    "LogP1": lambda x: 1 / (1 + x),
    "Log2": lambda x: 1 / (x * mp.ln2),
    "Log10": lambda x: 1 / (x * mp.ln10),
    "Sin": mp.cos,
    "Cos": lambda x: -mp.sin(x),
    "Tan": lambda x: 1 / mp.cos(x) ** 2,
    "Asin": lambda x: 1 / mp.sqrt(1 - x**2),
    "Acos": lambda x: -1 / mp.sqrt(1 - x**2),
    "Atan": lambda x: 1 / (1 + x**2),
    "Sinh": mp.cosh,
    "Cosh": mp.sinh,
    "Tanh": lambda x: 1 / mp.cosh(x) ** 2,
    "TanhP1": lambda x: 1 / mp.cosh(x) ** 2,
    "Asinh": lambda x: 1 / mp.sqrt(1 + x**2),
    "Acosh": lambda x: 1 / mp.sqrt(x**2 - 1),
    "Atanh": lambda x: 1 / (1 - x**2),
    "Erf": lambda x: 2 / mp.sqrt(mp.pi) * mp.exp(-(x**2)),
    "Erfc": lambda x: -2 / mp.sqrt(mp.pi) * mp.exp(-(x**2)),
}


PAIRS = {"Pow": (lambda x, y: mp.power(x, y), powers), "Atan2": (mp.atan2, plane), "Hypot": (mp.hypot, plane)}


def reference(f, *arguments):
    """f with 800 digits, or None where it is not a finite real number."""
    values = []
    for digits in (700, 800):
        with mp.workdps(digits):
            try:
                values.append(f(*map(mpf, arguments)))
            except (ZeroDivisionError, ValueError):
                return None
    value, check = values
    if not (isinstance(value, mpf) and mpmath.isfinite(value)):
        return None
    assert abs(value - check) <= abs(check) * mpf(10) ** -(DIGITS + 2), (arguments, value, check)
    return check


def text(value):
    return mpmath.nstr(value, DIGITS, min_fixed=0, max_fixed=0) if value else "0"


def write(name, f, groups):
    lines, seen = [], set()
    for title, points in groups:
        fresh = [p if isinstance(p, tuple) else (p,) for p in points]
        rows = []
        for point in fresh:
            value = reference(f, *point)
            if value is not None and point not in seen and any(point):
                seen.add(point)
                rows.append(" ".join([*map(repr, point), text(value)]))
        lines += [f"# {title}", *rows] if rows else []
    Path(__file__).with_name(f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(seen)} points")


if __name__ == "__main__":
    mp.dps = 60
    for name, function in FUNCTIONS.items():
        write(name, function.f, function.groups(random.Random(name), FOUND[name]))
        write(f"{name}.derivative", DERIVATIVES[name], function.places_of_derivative(random.Random(name)))
    for name, (f, points) in PAIRS.items():
        write(name, f, points(random.Random(name)))
