"""Prints the constants of the elementary functions in Autograd.Core/Kernels/Elementary: pip install mpmath; python make_coefficients.py

Each polynomial interpolates its function at Chebyshev's points, which is within a digit of the best one of its degree, and is then
written in powers, lowest first. The last column of each headline is the largest error against the function, times what the polynomial
is multiplied by where it is used, so that it is relative to the result. "single" is for floats, which need 40 bits.
"""
from mpmath import atan, atanh, cos, cosh, erf, erfc, exp, expm1, fabs, floor, linspace, log, matrix, mp, mpf, nstr, pi, polyval, sin, sinh, sqrt

mp.dps = 60


def interpolate(f, low, high, degree):
    """The coefficients in powers of t of the polynomial through f at degree + 1 Chebyshev points of [low, high]."""
    points = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * degree + 2)) for i in range(degree + 1)]
    powers = matrix([[t**k for k in range(degree + 1)] for t in points])
    return list(mp.lu_solve(powers, matrix([f(t) for t in points])))


def show(name, f, low, high, degree, factor=lambda t: 1):
    exact = interpolate(f, mpf(low), mpf(high), degree)
    error = max(fabs((polyval(exact[::-1], t) - f(t)) * factor(t)) for t in linspace(mpf(low), mpf(high), 1001))
    print(f"{name}, degree {degree} on [{nstr(mpf(low), 6)}, {nstr(mpf(high), 6)}], error 2^{nstr(log(error, 2), 4)}")
    print("   ", ", ".join(repr(float(c)) for c in exact))


def at_zero(limit, f):
    """f where it is 0/0 in the form written here."""
    return lambda t: f(t) if t else limit


def parts(name, value, count=2):
    """A constant as the sum of doubles."""
    doubles = []
    for _ in range(count):
        doubles.append(float(value))
        value -= mpf(doubles[-1])
    print(name, *map(repr, doubles))


def split(name, value):
    """A constant as a number with 42 bits behind the point and a double."""
    high = floor(value * 2**42) / 2**42
    print(name, repr(float(high)), repr(float(value - high)))


# Exponentials.cs; r is at most ½ ln 2
ln2 = log(mpf(2))
r = ln2 / 2
show("single eʳ", exp, -r / 8, r / 8, 5, lambda t: exp(-t))
show("single (eʳ − 1)/r", at_zero(mpf(1), lambda t: expm1(t) / t), -r, r, 8)
show("single cosh r in r²", lambda z: cosh(sqrt(z)), 0, r * r, 4)
show("single (sinh r)/r in r²", at_zero(mpf(1), lambda z: sinh(sqrt(z)) / sqrt(z)), 0, r * r, 4)
parts("ln 2", ln2)
split("ln 2", ln2)
parts("1/ln 2", 1 / ln2)
print("2 to the power j/8, without the bits of j", *[float(1 + (2 ** (mpf(j) / 8) - 1 - mpf(j) / 8) / 2) for j in range(8)])

# Logarithms.cs; ln(1 + f) as a function of S = f/(1 + f/2), in powers of S²
s = 2 * (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)
ratio = at_zero(mpf(1), lambda z: 2 * atanh(sqrt(z) / 2) / sqrt(z))
show("(ln(1 + f) − S − S³/12)/S⁵", at_zero(mpf(1) / 80, lambda z: (ratio(z) - 1 - z / 12) / z**2), 0, s * s, 7, lambda z: z * z)
show("single, for pow, ln(1 + f)/S", ratio, 0, s * s, 6)
show("single ln(1 + r)/r", at_zero(mpf(1), lambda t: log(1 + t) / t), mpf(-1) / 16, mpf(1) / 8, 8)
print("−ln of the factors", *[float(-log(mpf(factor) / 16)) for factor in (16, 14, 12, 11, 10, 10, 9, 8)])
parts("1/12", mpf(1) / 12)
parts("1/ln 10", 1 / log(mpf(10)))
split("log₁₀ 2", ln2 / log(mpf(10)))

# Trigonometry.cs; all in powers of r²
quarter, half = (pi / 4) ** 2, (pi / 2) ** 2
sinc = at_zero(mpf(1), lambda z: sin(sqrt(z)) / sqrt(z))
show("(sin r − r + r³/6)/r⁵", at_zero(mpf(1) / 120, lambda z: (sinc(z) - 1 + z / 6) / z**2), 0, quarter, 5, lambda z: z * z)
show("(cos r − 1 + r²/2)/r⁴", at_zero(mpf(1) / 24, lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2), 0, quarter, 5, lambda z: z * z)
show("single (sin r)/r to π/2", sinc, 0, half, 6)
show("single (sin r)/r to π/4", sinc, 0, quarter, 5)
show("single cos r to π/4", lambda z: cos(sqrt(z)), 0, quarter, 5)
parts("π/2", pi / 2, 3)
parts("π", pi)

# InverseTrigonometry.cs; in powers of q²
q = sqrt(mpf(2)) - 1
slope = at_zero(mpf(1), lambda z: atan(sqrt(z)) / sqrt(z))
show("(arctan q − q)/q³", at_zero(-mpf(1) / 3, lambda z: (slope(z) - 1) / z), 0, q * q, 11, lambda z: z)
show("single (arctan q)/q", slope, 0, q * q, 8)
parts("tan(π/8)", q, 1)

# ErrorFunctions.cs; erf x = x + x·R(x²)
near = at_zero(2 / sqrt(pi), lambda w: erf(sqrt(w)) / sqrt(w))
show("R", lambda w: near(w) - 1, 0, mpf(1) / 4, 9)
show("single (erf x)/x in x²", near, 0, mpf(1) / 4, 6)

# erfc x = exp(−x²)·F(t)/(1 + 2x) with t = (x − 4)/(x + 4)
CENTRE = mpf(4)


def shepherd(t):
    x = CENTRE * (1 + t) / (1 - t)
    return (1 + 2 * x) * exp(x * x) * erfc(x)


def place(x):
    return (mpf(x) - CENTRE) / (mpf(x) + CENTRE)


show("F", shepherd, place(0.5), place(28), 22, lambda t: 1 / shepherd(t))
parts("F(0)", interpolate(shepherd, place(0.5), place(28), 22)[0])
show("single F", shepherd, place(0.5), place("10.1"), 14, lambda t: 1 / shepherd(t))

# LargeAngles.cs: the bits of 2/π behind 64 zeros, 64 a word
mp.prec = 1400
bits = int(floor(2 / mp.pi * mpf(2) ** (19 * 64)))
print("2/π", *[f"    0x{bits >> 64 * (18 - k) & (2**64 - 1):016X}," for k in range(19)], sep="\n")
