"""Writes fixtures/disentanglement/measures.json: what scikit-learn based implementations answer to the questions of src/disentanglement.

The formulas follow the papers and disentanglement_lib; classifiers are those that the TypeScript names (bagged trees, discriminant analysis
of one number, multinomial logistic regression with C = 1). Splits and draws stand beside the answers.

    pip install -r tools/references/requirements.txt
    python tools/references/disentanglement.py
"""

import json
from pathlib import Path

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mutual_info_score, roc_auc_score
from sklearn.preprocessing import StandardScaler

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "disentanglement" / "measures.json"
SAMPLES, HELD_OUT = 360, 120
CARDINALITIES = (3, 4, 2)


def case(name, seed):
    rng = np.random.default_rng(seed)
    labels = np.stack([rng.integers(0, count, SAMPLES) for count in CARDINALITIES], 1)
    clean = (labels - labels.mean(0)) / labels.std(0)
    noise = rng.standard_normal((SAMPLES, 4))
    if name == "identity":
        codes = np.concatenate([clean + 0.02 * noise[:, :3], 0.01 * noise[:, 3:]], 1)
    elif name == "random":
        codes = noise
    elif name == "one factor on two dimensions":
        codes = np.stack([clean[:, 0], clean[:, 0] * 0.8, clean[:, 1], clean[:, 2]], 1) + 0.05 * noise
    elif name == "entangled by a rotation":
        turn = np.linalg.qr(np.random.default_rng(99).standard_normal((3, 3)))[0]
        codes = np.concatenate([clean @ turn, 0.3 * noise[:, 3:]], 1) + 0.05 * noise
    codes = np.float32(codes)
    return codes, labels


def bins(column):
    return np.digitize(column, np.histogram(column, 20)[1][:-1])


def information(codes, labels):
    return np.array([[mutual_info_score(bins(column), factor) for factor in labels.T] for column in codes.T])


def gaps(table, labels):
    ordered = np.sort(table, 0)[::-1]
    return [(ordered[0, k] - ordered[1, k]) / mutual_info_score(labels[:, k], labels[:, k]) for k in range(labels.shape[1])]


def modularity(table):
    squares = table**2
    most = squares.max(1)
    return float(np.mean(1 - (squares.sum(1) - most) / (most * (table.shape[1] - 1))))


def one_code(train, test):
    accuracy = np.array(
        [
            [
                (LinearDiscriminantAnalysis(solver="lsqr").fit(train[0][:, [d]], train[1][:, k]).predict(test[0][:, [d]]) == test[1][:, k]).mean()
                for k in range(train[1].shape[1])
            ]
            for d in range(train[0].shape[1])
        ]
    )
    return accuracy


def explicitness(train, test):
    scaler = StandardScaler().fit(train[0])
    result = []
    for k in range(train[1].shape[1]):
        model = LogisticRegression(C=1.0, tol=1e-12, max_iter=10_000).fit(scaler.transform(train[0]), train[1][:, k])
        shares = model.predict_proba(scaler.transform(test[0]))
        if shares.shape[1] == 2:
            # Our model has a score for each of two classes, whose penalty is half of that of a difference: the same with C halved.
            model = LogisticRegression(C=2.0, tol=1e-12, max_iter=10_000).fit(scaler.transform(train[0]), train[1][:, k])
            shares = model.predict_proba(scaler.transform(test[0]))
        result.append(np.mean([2 * roc_auc_score(test[1][:, k] == value, shares[:, value]) - 1 for value in range(shares.shape[1])]))
    return result


def entropy_scores(importance):
    shares = importance / importance.sum()

    def score(rows):
        p = rows / np.maximum(rows.sum(1, keepdims=True), 1e-300)
        even = -(p * np.log(np.maximum(p, 1e-300))).sum(1) / np.log(rows.shape[1])
        return float((rows.sum(1) * (1 - even)).sum())

    return score(shares), score(shares.T)


def dci(train, test, seeds=12):
    runs = []
    for seed in range(seeds):
        importance, right = [], []
        for k in range(train[1].shape[1]):
            forest = RandomForestClassifier(40, max_features=None, random_state=seed).fit(train[0], train[1][:, k])
            importance.append(forest.feature_importances_)
            right.append(forest.score(test[0], test[1][:, k]))
        runs.append((*entropy_scores(np.array(importance).T), float(np.mean(right))))
    return {"mean": np.mean(runs, 0), "deviation": np.std(runs, 0)}


def draws(labels, count, rng):
    result = []
    for _ in range(count):
        k = int(rng.integers(labels.shape[1]))
        value = int(rng.integers(labels[:, k].max() + 1))
        group = np.flatnonzero(labels[:, k] == value)
        result.append({"factor": k, "samples": rng.choice(group, 64)})
    return result


def factor_vae(codes, learn, ask):
    spread = codes.var(0, ddof=1)
    active = np.flatnonzero(np.sqrt(spread) >= 0.05)

    def steadiest(draw):
        return int(np.argmin(codes[draw["samples"]][:, active].var(0, ddof=1) / spread[active]))

    votes = np.zeros((len(active), 3))
    for draw in learn:
        votes[steadiest(draw), draw["factor"]] += 1
    rule = votes.argmax(1)
    return float(np.mean([rule[steadiest(draw)] == draw["factor"] for draw in ask]))


def beta_vae(codes, learn, ask):
    def distances(chosen):
        return np.stack([np.abs(codes[d["samples"][:32]] - codes[d["samples"][32:]]).mean(0) for d in chosen])

    scaler = StandardScaler().fit(distances(learn))
    model = LogisticRegression(C=1.0, tol=1e-12, max_iter=10_000).fit(scaler.transform(distances(learn)), [d["factor"] for d in learn])
    return float(model.score(scaler.transform(distances(ask)), [d["factor"] for d in ask]))


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    return value.item() if isinstance(value, np.generic) else value


cases = []
for seed, name in enumerate(["identity", "random", "one factor on two dimensions", "entangled by a rotation"]):
    codes, labels = case(name, seed)
    train, test = (codes[HELD_OUT:], labels[HELD_OUT:]), (codes[:HELD_OUT], labels[:HELD_OUT])
    rng = np.random.default_rng(seed + 50)
    learn, ask = draws(labels, 200, rng), draws(labels, 100, rng)
    table = information(codes.astype(np.float64), labels)
    wide = codes.astype(np.float64)
    cases.append(
        {
            "name": name,
            "codes": [[float(f"{value:.9g}") for value in row] for row in codes],
            "labels": labels,
            "held_out": HELD_OUT,
            "learn": learn,
            "ask": ask,
            "information": table,
            "mig": gaps(table, labels),
            "modularity": modularity(table),
            "one_code_accuracy": one_code((wide[HELD_OUT:], labels[HELD_OUT:]), (wide[:HELD_OUT], labels[:HELD_OUT])),
            "explicitness": explicitness((wide[HELD_OUT:], labels[HELD_OUT:]), (wide[:HELD_OUT], labels[:HELD_OUT])),
            "dci": dci(train, test),
            "factor_vae": factor_vae(wide, learn, ask),
            "beta_vae": beta_vae(wide, learn, ask),
        }
    )
FILE.parent.mkdir(parents=True, exist_ok=True)
FILE.write_text(json.dumps(plain(cases)) + "\n")
