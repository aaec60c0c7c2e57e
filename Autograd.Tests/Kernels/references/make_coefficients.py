"""Prints the coefficients of Autograd.Core/Kernels/ErrorFunctions.cs, lowest power first: pip install mpmath; python make_coefficients.py

Each polynomial interpolates its function at Chebyshev's points, which is within a digit of the best one of its degree, and is then
written in powers. The last column of each headline is the largest error against the function, relative to what it is added to.
"""
from mpmath import cos, erf, erfc, exp, fabs, linspace, log, matrix, mp, mpf, pi, polyval, sqrt

mp.dps = 60


def interpolate(f, low, high, degree):
    """The coefficients in powers of t of the polynomial through f at degree + 1 Chebyshev points of [low, high]."""
    points = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * degree + 2)) for i in range(degree + 1)]
    powers = matrix([[t**k for k in range(degree + 1)] for t in points])
    return list(mp.lu_solve(powers, matrix([f(t) for t in points])))


def show(name, f, low, high, degree):
    exact = interpolate(f, low, high, degree)
    rounded = [mpf(float(c)) for c in exact]
    error = max(fabs(polyval(exact[::-1], t) - f(t)) for t in linspace(low, high, 1001))
    print(f"{name}, degree {degree} on [{mp.nstr(low, 6)}, {mp.nstr(high, 6)}], error 2^{mp.nstr(log(error, 2), 4)}")
    print(f"    what rounding takes from the first: {float(exact[0] - rounded[0])!r}")
    for c in rounded:
        print(f"    {float(c)!r},")


# erf x = x + x·R(x²)
show("R", lambda w: erf(sqrt(w)) / sqrt(w) - 1 if w else 2 / sqrt(pi) - 1, mpf(0), mpf(1) / 4, 9)

# erfc x = exp(−x²)·F(t)/(1 + 2x) with t = (x − 4)/(x + 4)
CENTRE = mpf(4)


def shepherd(t):
    x = CENTRE * (1 + t) / (1 - t)
    return (1 + 2 * x) * exp(x * x) * erfc(x)


show("F", shepherd, (mpf(1) / 2 - CENTRE) / (mpf(1) / 2 + CENTRE), (mpf(28) - CENTRE) / (mpf(28) + CENTRE), 22)

# for Trigonometry.cs: the bits of 2/π behind 64 zeros, 64 a word, and π/2 in two doubles
mp.prec = 1400
bits = int(mp.floor(2 / mp.pi * mpf(2) ** (19 * 64)))
print("2/π", *[f"    0x{bits >> 64 * (18 - k) & (2**64 - 1):016X}," for k in range(19)], sep="\n")
print("π/2", repr(float(mp.pi / 2)), repr(float(mp.pi / 2 - mpf(float(mp.pi / 2)))))
