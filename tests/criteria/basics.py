"""Criteria of the programming, data and mathematics steps."""

import copy
import math
import threading
import time
import timeit
import tracemalloc

import numpy as np


def set_lookup():
    numbers = list(range(1_000_000))
    lookup = set(numbers)
    slow = min(timeit.repeat(lambda: -1 in numbers, number=3, repeat=3)) / 3
    fast = min(timeit.repeat(lambda: -1 in lookup, number=100_000, repeat=3)) / 100_000
    return slow / fast > 1_000, f"{slow / fast:,.0f} times faster"


def distances():
    points = np.random.default_rng(0).random((1_000, 3))
    start = time.perf_counter()
    rows = points.tolist()
    loop = np.array([[math.dist(p, q) for q in rows] for p in rows])
    slow = time.perf_counter() - start
    start = time.perf_counter()
    fast_result = np.sqrt(((points[:, None] - points[None]) ** 2).sum(-1))
    fast = time.perf_counter() - start
    gap = np.abs(loop - fast_result).max()
    return gap < 1e-9 and fast < slow, f"gap {gap:.0e}, {slow / fast:.0f} times faster than math.dist in a loop"


def pi_from_points():
    worst = 0.0
    for seed in range(20):
        x, y = np.random.default_rng(seed).random((2, 1_000_000))
        worst = max(worst, abs(4 * np.mean(x * x + y * y < 1) - math.pi))
    return worst < 0.01, f"worst of 20 seeds {worst:.4f}"


def anscombe():
    x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    sets = [
        (x, [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]),
        (x, [9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74]),
        (x, [7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73]),
        ([8] * 7 + [19] + [8] * 3, [6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89]),
    ]
    r = [np.corrcoef(a, b)[0, 1] for a, b in sets]
    return all(round(value, 2) == 0.82 for value in r), "correlations " + ", ".join(f"{value:.3f}" for value in r)


def penguin_intervals():
    from palmerpenguins import load_penguins

    table = load_penguins()
    mass = {s: table[table.species == s].body_mass_g.dropna().to_numpy() for s in ("Gentoo", "Adelie")}
    a, b = mass["Gentoo"], mass["Adelie"]
    difference = a.mean() - b.mean()
    error = math.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
    low, high = difference - 1.97 * error, difference + 1.97 * error
    worst = 0.0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        means = rng.choice(a, (5_000, len(a))).mean(1) - rng.choice(b, (5_000, len(b))).mean(1)
        ends = np.percentile(means, [2.5, 97.5])
        worst = max(worst, abs(ends[0] - low), abs(ends[1] - high))
    return worst < 20, f"worst end of 20 bootstraps differs by {worst:.1f} g"


def t_values(a, b):
    size = a.shape[1]
    return (a.mean(1) - b.mean(1)) / np.sqrt((a.var(1, ddof=1) + b.var(1, ddof=1)) / size)


def false_alarms():
    counts = []
    for seed in range(100):
        rng = np.random.default_rng(seed)
        a, b = rng.normal(size=(2, 1_000, 50))
        counts.append(int((np.abs(t_values(a, b)) > 1.984).sum()))
    inside = sum(30 <= count <= 70 for count in counts)
    return inside >= 98, f"{inside} of 100 runs have 30 to 70 (from {min(counts)} to {max(counts)})"


def group_size():
    p, q, z_level, z_power = 0.10, 0.12, 1.959964, 0.841621
    mean = (p + q) / 2
    return math.ceil(
        (z_level * math.sqrt(2 * mean * (1 - mean)) + z_power * math.sqrt(p * (1 - p) + q * (1 - q))) ** 2 / (q - p) ** 2
    )


def power():
    size = group_size()
    rates = []
    for seed in range(50):
        rng = np.random.default_rng(seed)
        a, b = rng.binomial(size, 0.10, 2_000) / size, rng.binomial(size, 0.12, 2_000) / size
        pooled = (a + b) / 2
        rates.append((np.abs(b - a) / np.sqrt(2 * pooled * (1 - pooled) / size) > 1.959964).mean())
    inside = sum(0.77 <= rate <= 0.83 for rate in rates)
    return abs(size - 3_850) <= 30 and inside >= 49, f"size {size:,}; {inside} of 50 runs find 77 to 83 %"


def berkeley():
    # Admitted and rejected, men then women, departments A to F (Bickel, Hammel and O'Connell, 1975).
    table = [(512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391), (138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317)]
    women_ahead = sum(wa / (wa + wr) > ma / (ma + mr) for ma, mr, wa, wr in table)
    return women_ahead == 4, f"women lead in {women_ahead} of 6 departments"


def least_squares_line():
    x, y = np.array([0, 1, 2]), np.array([1, 2, 2])
    slope, intercept = np.polyfit(x, y, 1)
    return np.allclose([slope, intercept], [1 / 2, 7 / 6]), f"slope {slope:.4f}, intercept {intercept:.4f}"


def eigenvectors():
    a = np.array([[2, 1], [1, 2]])
    values, vectors = np.linalg.eigh(a)
    return np.allclose(a @ vectors, vectors * values) and np.allclose(values, [1, 3]), f"eigenvalues {values}"


def bayes():
    exact = 0.01 * 0.9 / (0.01 * 0.9 + 0.99 * 0.05)
    worst = 0.0
    for seed in range(50):
        rng = np.random.default_rng(seed)
        ill = rng.random(100_000) < 0.01
        positive = rng.random(100_000) < np.where(ill, 0.9, 0.05)
        worst = max(worst, abs(ill[positive].mean() - exact))
    return round(exact, 3) == 0.154 and worst < 0.02, f"exact {exact:.4f}, worst of 50 runs off by {100 * worst:.2f} points"


def two_dice():
    worst = 0.0
    for seed in range(50):
        total = np.random.default_rng(seed).integers(1, 7, (2, 100_000)).sum(0)
        worst = max(worst, abs(total.mean() / 7 - 1), abs(total.var() / (35 / 6) - 1))
    return worst < 0.03, f"worst of 50 runs off by {100 * worst:.2f} %"


def spread_of_means():
    worst = 0.0
    for seed in range(20):
        means = np.random.default_rng(seed).exponential(size=(10_000, 30)).mean(1)
        worst = max(worst, abs(means.std() * math.sqrt(30) - 1))
    return worst < 0.05, f"worst of 20 runs off by {100 * worst:.2f} %"


def likelihood_peak():
    p = np.linspace(0.001, 0.999, 999)
    peak = p[np.argmax(7 * np.log(p) + 3 * np.log(1 - p))]
    return abs(peak - 0.7) < 1e-9, f"peak at {peak:.3f}"


def squared_error_gradient():
    x, y, w, b, h = np.array([1.0, 2.0, 4.0]), np.array([2.0, 3.0, 9.0]), 0.7, -0.3, 1e-3
    loss = lambda w, b: np.mean((w * x + b - y) ** 2)
    exact = np.array([np.mean(2 * (w * x + b - y) * x), np.mean(2 * (w * x + b - y))])
    numeric = np.array([(loss(w + h, b) - loss(w - h, b)) / (2 * h), (loss(w, b + h) - loss(w, b - h)) / (2 * h)])
    gap = np.abs(exact - numeric).max()
    return gap < 5e-4, f"gap {gap:.0e}"


def log_sigmoid_gradient():
    sigmoid = lambda z: 1 / (1 + math.exp(-z))
    w, x, h = 0.4, 1.5, 1e-4
    numeric = (-math.log(sigmoid((w + h) * x)) + math.log(sigmoid((w - h) * x))) / (2 * h)
    gap = abs(numeric + (1 - sigmoid(w * x)) * x)
    return gap < 1e-6, f"gap {gap:.0e}"


def diverging_step():
    def after_five(step):
        x, y = 1.0, 1.0
        for _ in range(5):
            x, y = x - step * 2 * x, y - step * 20 * y
        return x * x + 10 * y * y

    slow, fast = after_five(0.04), after_five(0.11)
    return slow < 11 < fast, f"from 11 to {slow:.2f} with 0.04 and to {fast:.1f} with 0.11"


def generator_memory():
    def peak(run):
        tracemalloc.start()
        run()
        _, high = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return high

    count = 1_000_000
    lists = peak(lambda: sum([v * 2 for v in [n + 1 for n in range(count)]]))
    chain = peak(lambda: sum(v * 2 for v in (n + 1 for n in range(count))))
    return chain * 10 <= lists, f"{lists / 1e6:.0f} MB against {chain / 1e6:.3f} MB"


def waiting_threads():
    start = time.perf_counter()
    threads = [threading.Thread(target=time.sleep, args=(0.5,)) for _ in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    taken = time.perf_counter() - start
    return taken < 2, f"{taken:.2f} s"


def quadratic_step():
    numbers = np.random.default_rng(0).permutation(20_000).tolist()

    def quadratic():
        return sum(1 for i in range(len(numbers)) if numbers[i] in numbers[:i])

    def with_set():
        seen, doubles = set(), 0
        for number in numbers:
            doubles += number in seen
            seen.add(number)
        return doubles

    copied = copy.copy(numbers)
    start = time.perf_counter()
    first = quadratic()
    slow = time.perf_counter() - start
    fast = min(timeit.repeat(with_set, number=1, repeat=5))
    return first == with_set() and copied == numbers and slow > 20 * fast, f"{slow / fast:,.0f} times"


CHECKS = {
    "python-data-structures.b": set_lookup,
    "numpy.b": distances,
    "numpy.d": pi_from_points,
    "data-visualization.b": anscombe,
    "statistics.b": penguin_intervals,
    "statistics.c": false_alarms,
    "statistics.d": power,
    "statistics.e": berkeley,
    "linear-algebra.b": least_squares_line,
    "linear-algebra.d": eigenvectors,
    "probability.b": bayes,
    "probability.c": two_dice,
    "probability.d": spread_of_means,
    "probability.e": likelihood_peak,
    "calculus.b": squared_error_gradient,
    "calculus.c": log_sigmoid_gradient,
    "calculus.d": diverging_step,
    "intermediate-python.b": generator_memory,
    "intermediate-python.e": waiting_threads,
    "algorithms.d": quadratic_step,
}
