"""Criteria of experiments, bandits, logged data, geometry and reliability."""

import hashlib

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

import basics


def false_alarms_and_peeking():
    once, peeked = [], []
    for seed in range(20):
        rng = np.random.default_rng(seed)
        a, b = rng.binomial(100, 0.1, (2, 1_000, 14)).cumsum(2)
        size = 100 * np.arange(1, 15)
        pooled = (a + b) / (2 * size)
        z = np.abs(a - b) / size / np.sqrt(2 * pooled * (1 - pooled) / size)
        once.append((z[:, -1] > 1.96).mean())
        peeked.append((z > 1.96).any(1).mean())
    return 0.04 < np.mean(once) < 0.06 and min(peeked) > 0.1, f"{np.mean(once):.3f} at the end, {np.mean(peeked):.2f} with 14 looks"


def hash_split():
    share = np.mean([hashlib.sha256(str(user).encode()).digest()[0] < 128 for user in range(100_000)])
    return abs(share - 0.5) < 0.01, f"{share:.4f}"


def last_hundred(agent, problems=2_000, rounds=1_000):
    rng = np.random.default_rng(0)
    means = rng.normal(size=(problems, 10))
    best, rows = means.argmax(1), np.arange(problems)
    count, total, right = np.zeros((problems, 10)), np.zeros((problems, 10)), 0.0
    for step in range(rounds):
        arm = agent(rng, count, total, step)
        reward = rng.normal(means[rows, arm])
        count[rows, arm] += 1
        total[rows, arm] += reward
        if step >= rounds - 100:
            right += (arm == best).mean() / 100
    return right


def epsilon_greedy(rng, count, total, step):
    mean = np.where(count > 0, total / np.maximum(count, 1), 0)
    explore = rng.random(len(count)) < 0.1
    return np.where(explore, rng.integers(0, 10, len(count)), mean.argmax(1))


def upper_bound(rng, count, total, step):
    bound = np.where(count > 0, total / np.maximum(count, 1) + np.sqrt(2 * np.log(step + 1) / np.maximum(count, 1)), np.inf)
    return bound.argmax(1)


def thompson(rng, count, total, step):
    return rng.normal(total / (count + 1), 1 / np.sqrt(count + 1)).argmax(1)


def three_bandits():
    shares = [last_hundred(agent) for agent in (epsilon_greedy, upper_bound, thompson)]
    return min(shares) > 0.70, "epsilon-greedy {:.2f}, UCB {:.2f}, Thompson {:.2f}".format(*shares)


def digits_bandit():
    x, y = load_digits(return_X_y=True)
    x = np.c_[x / 16, np.ones(len(x))]
    results = []
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(x))
        inverse, b, right = np.array([np.eye(65)] * 10), np.zeros((10, 65)), []
        for at in order:
            v = x[at]
            av = inverse @ v
            arm = int(((inverse @ b[:, :, None])[:, :, 0] @ v + 0.5 * np.sqrt(av @ v)).argmax())
            reward = float(arm == y[at])
            inverse[arm] -= np.outer(av[arm], av[arm]) / (1 + av[arm] @ v)
            b[arm] += reward * v
            right.append(reward)
        results.append(np.mean(right[-500:]))
    return min(results) >= 0.85, f"last 500 rounds {min(results):.2f} to {max(results):.2f} over 5 orders"


def logged_estimates():
    """Logs of 1,000 rounds on digits: a softened classifier logs, a sharper one is judged."""
    x, y = load_digits(return_X_y=True)
    x = x / 16
    logger = LogisticRegression(max_iter=2_000).fit(x[:200], y[:200])
    judged = LogisticRegression(max_iter=2_000).fit(x[200:900], y[200:900])
    pool = np.arange(900, len(x))
    mix = lambda p, floor: floor + (1 - 10 * floor) * p
    old, new = mix(logger.predict_proba(x[pool]), 0.02), mix(judged.predict_proba(x[pool]), 0.005)
    truth = new[np.arange(len(pool)), y[pool]].mean()
    # The reward model never saw the rows that are judged, so its errors are no part of the log.
    model = LogisticRegression(max_iter=2_000).fit(x[:400], y[:400]).predict_proba(x[pool])
    estimates, covered = {"ips": [], "dr": []}, {"ips": 0, "dr": 0}
    for seed in range(200):
        rng = np.random.default_rng(seed)
        rows = rng.integers(0, len(pool), 1_000)
        action = (old[rows].cumsum(1) > rng.random((1_000, 1))).argmax(1)
        weight = new[rows, action] / old[rows, action]
        reward = (action == y[pool][rows]).astype(float)
        terms = {"ips": weight * reward, "dr": (new[rows] * model[rows]).sum(1) + weight * (reward - model[rows, action])}
        for name, value in terms.items():
            estimates[name].append(value.mean())
            covered[name] += abs(value.mean() - truth) < 1.96 * value.std(ddof=1) / np.sqrt(1_000)
    return truth, estimates, covered


def unbiased_estimates():
    truth, estimates, _ = logged_estimates()
    off = {name: abs(np.mean(v) - truth) / (np.std(v, ddof=1) / np.sqrt(200)) for name, v in estimates.items()}
    return max(off.values()) < 3, f"IPS off by {off['ips']:.1f}, doubly robust by {off['dr']:.1f} standard errors"


def covering_intervals():
    _, _, covered = logged_estimates()
    return all(170 <= count <= 198 for count in covered.values()), f"IPS covers {covered['ips'] / 2:.1f} %, doubly robust {covered['dr'] / 2:.1f} %"


def reinforce_gradient():
    theta, reward = np.array([0.2, -0.1, 0.4]), np.array([1.0, 0.0, 2.0])
    p = np.exp(theta) / np.exp(theta).sum()
    exact = p * (reward - p @ reward)
    worst = 0.0
    for seed in range(20):
        arm = np.random.default_rng(seed).choice(3, 100_000, p=p)
        samples = reward[arm][:, None] * (np.eye(3)[arm] - p)
        worst = max(worst, (np.abs(samples.mean(0) - exact) / (samples.std(0) / np.sqrt(100_000))).max())
    return worst < 3, f"worst of 60 components {worst:.1f} standard errors"


def frozen_lake():
    import gymnasium

    lake = gymnasium.make("FrozenLake-v1", map_name="4x4", is_slippery=True).unwrapped.P
    value = np.zeros(16)
    worth = lambda s, a: sum(p * (r + (0 if end else value[n])) for p, n, r, end in lake[s][a])
    for _ in range(2_000):
        value = np.array([max(worth(s, a) for a in range(4)) for s in range(16)])
    planned = [int(np.argmax([worth(s, a) for a in range(4)])) for s in range(16)]

    def play(choose, rng, learn=None):
        state = 0
        for _ in range(100):
            action = choose(state)
            p, *ends = zip(*lake[state][action])
            at = int(np.searchsorted(np.cumsum(p), rng.random()))
            following, reward, end = (column[at] for column in ends)
            if learn:
                learn(state, action, reward, following, end)
            state = following
            if end:
                return reward
        return 0.0

    gaps = []
    for seed in range(5):
        rng, q = np.random.default_rng(seed), np.full((16, 4), 0.5)
        for episode in range(20_000):
            rate = max(0.01, 0.2 * (1 - episode / 18_000))

            def learn(s, a, reward, following, end):
                q[s, a] += rate * (reward + (0 if end else 0.99 * q[following].max()) - q[s, a])

            play(lambda s: int(q[s].argmax()) if rng.random() > 0.1 else int(rng.integers(4)), rng, learn)
        wins = [np.mean([play(policy, rng) for _ in range(1_000)]) for policy in (lambda s: int(q[s].argmax()), lambda s: planned[s])]
        gaps.append(wins[1] - wins[0])
    return max(gaps) < 0.05, "value iteration ahead by " + ", ".join(f"{100 * gap:.1f}" for gap in gaps) + " points in 5 runs"


def homography(a, b):
    rows = []
    for (x, y), (u, v) in zip(a, b):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, -u], [0, 0, 0, x, y, 1, -v * x, -v * y, -v]]
    return np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)


def project(h, points):
    q = np.c_[points, np.ones(len(points))] @ h.T
    return q[:, :2] / q[:, 2:]


def ransac():
    corners, good = np.array([[0, 0], [640, 0], [640, 480], [0, 480.0]]), 0
    scale = np.diag([1 / 640, 1 / 480, 1])
    for seed in range(100):
        rng = np.random.default_rng(seed)
        true = homography(corners, corners + rng.uniform(-60, 60, (4, 2)))
        a = rng.random((200, 2)) * [640, 480]
        b = project(true, a) + rng.normal(size=(200, 2))
        b[:100] = rng.random((100, 2)) * [640, 480]
        best = None
        for _ in range(150):
            chosen = rng.choice(200, 4, replace=False)
            inside = np.linalg.norm(project(homography(a[chosen], b[chosen]), a) - b, axis=1) < 3
            if best is None or inside.sum() > best.sum():
                best = inside
        for _ in range(3):
            fitted = homography(a[best] @ scale[:2, :2], b[best]) @ scale
            best = np.linalg.norm(project(fitted, a) - b, axis=1) < 3
        good += np.linalg.norm(project(fitted, corners) - project(true, corners), axis=1).max() < 3
    return good >= 95, f"{good} of 100 trials"


def error_budget():
    minutes = 30 * 24 * 60 * 0.005
    return abs(minutes - 216) < 1e-9, f"{minutes:.0f} minutes"


CHECKS = {
    "ab-testing.b": basics.power,
    "ab-testing.c": false_alarms_and_peeking,
    "ab-testing.d": hash_split,
    "bandits.b": three_bandits,
    "bandits.d": digits_bandit,
    "offline-rl.b": unbiased_estimates,
    "offline-rl.c": covering_intervals,
    "reinforcement-learning.b": frozen_lake,
    "policy-gradients.b": reinforce_gradient,
    "image-processing.e": ransac,
    "platform-reliability.b": error_budget,
}
