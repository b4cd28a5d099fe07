"""Criteria of the machine learning and deep learning steps."""

import math

import numpy as np
from sklearn import datasets
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import precision_score
from sklearn.model_selection import cross_val_predict, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, TargetEncoder
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor


def first_tree():
    x, y = datasets.load_iris(return_X_y=True)
    scores = []
    for seed in range(500):
        a, b, c, d = train_test_split(x, y, test_size=0.25, random_state=seed)
        scores.append(DecisionTreeClassifier(max_depth=3, random_state=0).fit(a, c).score(b, d))
    means = np.array(scores).reshape(100, 5).mean(1)
    return (means >= 0.9).sum() >= 99, f"{(means >= 0.9).sum()} of 100 learners with five quarters each, lowest mean {means.min():.3f}"


def tree_beyond_its_data():
    x = np.arange(10.0)[:, None]
    tree, line = DecisionTreeRegressor().fit(x, x[:, 0]), LinearRegression().fit(x, x[:, 0])
    return tree.predict([[20]])[0] == 9, f"tree {tree.predict([[20]])[0]:.0f}, line {line.predict([[20]])[0]:.0f} at 20"


def least_squares():
    x, y = datasets.load_diabetes(return_X_y=True)
    ours = np.linalg.lstsq(np.c_[np.ones(len(x)), x], y, rcond=None)[0][1:]
    gap = np.abs(ours - LinearRegression().fit(x, y).coef_).max()
    return gap < 1e-6, f"gap {gap:.0e}"


def log_loss_by_hand():
    from sklearn.metrics import log_loss

    x, y = datasets.load_breast_cancer(return_X_y=True)
    x = StandardScaler().fit_transform(x)
    model = LogisticRegression().fit(x, y)
    p = 1 / (1 + np.exp(-(x @ model.coef_[0] + model.intercept_[0])))
    loss = -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
    gap = max(np.abs(p - model.predict_proba(x)[:, 1]).max(), abs(loss - log_loss(y, model.predict_proba(x))))
    return gap < 1e-6, f"gap {gap:.0e}"


def malignant_threshold():
    x, y = datasets.load_breast_cancer(return_X_y=True)
    malignant = (y == 0).astype(int)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    p = cross_val_predict(model, x, malignant, cv=5, method="predict_proba")[:, 1]
    threshold = np.sort(p[malignant == 1])[int(0.02 * malignant.sum())]
    caught = (p[malignant == 1] >= threshold).mean()
    precision = precision_score(malignant, p >= threshold)
    return caught >= 0.98, f"catches {caught:.3f} at {threshold:.2f}, precision {precision:.3f}"


def selection_outside():
    before, inside = [], []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        x, y = rng.normal(size=(100, 5_000)), rng.permutation([0, 1] * 50)
        chosen = SelectKBest(f_classif, k=20).fit_transform(x, y)
        before.append(cross_val_score(LogisticRegression(), chosen, y, cv=5).mean())
        inside.append(cross_val_score(make_pipeline(SelectKBest(f_classif, k=20), LogisticRegression()), x, y, cv=5).mean())
    held = all(0.78 <= score <= 0.97 for score in before) and abs(np.mean(inside) - 0.5) < 0.08
    return held, f"before {min(before):.2f} to {max(before):.2f}, inside mean {np.mean(inside):.2f}"


def naive_target_encoding():
    rng = np.random.default_rng(0)
    category, y = np.repeat(np.arange(500), 2)[:, None], rng.integers(0, 2, 1_000)
    naive = np.array([y[category[:, 0] == c].mean() for c in category[:, 0]])[:, None]
    fitted = TargetEncoder().fit_transform(category, y)
    a = LogisticRegression().fit(naive, y).score(naive, y)
    b = LogisticRegression().fit(fitted, y).score(fitted, y)
    return a > 0.7 and b < 0.6, f"training accuracy {a:.2f} naive, {b:.2f} cross-fitted"


def own_k_means():
    x = datasets.load_iris().data
    rng, best = np.random.default_rng(0), math.inf
    for _ in range(10):
        centers = x[rng.choice(len(x), 3, replace=False)]
        for _ in range(100):
            label = ((x[:, None] - centers) ** 2).sum(-1).argmin(1)
            centers = np.array([x[label == k].mean(0) if (label == k).any() else centers[k] for k in range(3)])
        best = min(best, ((x - centers[label]) ** 2).sum())
    theirs = KMeans(3, n_init=10, random_state=0).fit(x).inertia_
    return best <= 1.01 * theirs, f"{best:.2f} against {theirs:.2f}"


def own_pca():
    x = datasets.load_digits().data
    centered = x - x.mean(0)
    _, s, vt = np.linalg.svd(centered, full_matrices=False)
    theirs = PCA(10, svd_solver="full").fit(x).components_
    gap = np.abs(np.abs(vt[:10]) - np.abs(theirs)).max()
    needed = int(np.searchsorted(np.cumsum(s**2) / (s**2).sum(), 0.9)) + 1
    return gap < 1e-6 and needed < 25, f"gap {gap:.0e}, {needed} components"


def diabetes_problem():
    x, y = datasets.load_diabetes(return_X_y=True)
    x = np.c_[np.ones(len(x)), StandardScaler().fit_transform(x)]
    best = np.linalg.lstsq(x, y, rcond=None)[0]
    top = np.linalg.eigvalsh(2 * x.T @ x / len(x))[-1]
    return x, y, np.mean((x @ best - y) ** 2), 2 / top


def descend(x, y, rate, steps):
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        w -= rate * 2 * x.T @ (x @ w - y) / len(x)
    return np.mean((x @ w - y) ** 2)


def reaches_minimum():
    x, y, least, limit = diabetes_problem()
    excess = descend(x, y, 0.95 * limit, 2_000) / least - 1
    return excess < 1e-4, f"{100 * excess:.4f} % above the minimum after 2,000 steps"


def largest_rate():
    x, y, least, limit = diabetes_problem()
    below, above = descend(x, y, 0.95 * limit, 2_000), descend(x, y, 1.05 * limit, 2_000)
    return below < 1.001 * least and above > 1e6 * least, f"rate {limit:.3f}: {below / least:.4f} times the minimum below, {above / least:.0e} above"


def gradient_check():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 3)), rng.normal(size=(5, 1))
    w, v = rng.normal(size=(3, 4)), rng.normal(size=(4, 1))
    loss = lambda: np.mean((np.tanh(x @ w) @ v - y) ** 2)
    hidden = np.tanh(x @ w)
    error = 2 * (hidden @ v - y) / len(x)
    gradients = [x.T @ ((error @ v.T) * (1 - hidden**2)), hidden.T @ error]
    worst, h = 0.0, 1e-5
    for matrix, gradient in zip([w, v], gradients):
        for at in np.ndindex(matrix.shape):
            kept = matrix[at]
            matrix[at] = kept + h
            up = loss()
            matrix[at] = kept - h
            numeric = (up - loss()) / (2 * h)
            matrix[at] = kept
            worst = max(worst, abs(numeric - gradient[at]) / max(abs(numeric), abs(gradient[at])))
    return worst < 1e-5, f"worst relative error {worst:.0e}"


def first_loss():
    rng = np.random.default_rng(0)
    logits = rng.normal(size=(4_096, 10)) * 0.1
    loss = np.mean(np.log(np.exp(logits).sum(1)) - logits[np.arange(4_096), rng.integers(0, 10, 4_096)])
    return abs(loss / 2.30 - 1) < 0.1, f"{loss:.3f}"


def two_moons():
    from sklearn.neural_network import MLPClassifier

    x, y = datasets.make_moons(1_000, noise=0.1, random_state=0)
    a, b, c, d = train_test_split(x, y, random_state=0)
    score = MLPClassifier((16, 16), activation="tanh", max_iter=3_000, random_state=0).fit(a, c).score(b, d)
    return score >= 0.95, f"{score:.3f} held out"


def dpo_at_start():
    loss = -math.log(1 / (1 + math.exp(-0.1 * (0 - 0))))
    return round(loss, 3) == 0.693, f"{loss:.4f}"


CHECKS = {
    "first-model.b": first_tree,
    "decision-trees.d": tree_beyond_its_data,
    "regression.b": least_squares,
    "classification.b": log_loss_by_hand,
    "classification.d": malignant_threshold,
    "model-evaluation.b": selection_outside,
    "feature-engineering.d": naive_target_encoding,
    "clustering.b": own_k_means,
    "clustering.c": own_pca,
    "optimization.b": reaches_minimum,
    "optimization.c": largest_rate,
    "neural-networks.c": gradient_check,
    "training-deep-networks.b": first_loss,
    "framework-internals.c": two_moons,
    "preference-tuning.b": dpo_at_start,
}
