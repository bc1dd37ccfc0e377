"""Writes fixtures/geometry/*.json: what independent libraries answer to the questions that src/geometry answers.

mpmath (50 digits) for the shell and its functions, geomstats for the sphere, SciPy for slerp, polar decomposition and
statistics, NumPy and scikit-learn for principal components and shrinkage. The inputs stand beside the answers, so that
the tests draw no random numbers of their own.

    python -m venv /tmp/references && /tmp/references/bin/pip install -r tools/references/requirements.txt
    /tmp/references/bin/python tools/references/generate.py
"""

import json
from itertools import combinations
from pathlib import Path

import mpmath as mp
import numpy as np
from geomstats.geometry.hypersphere import Hypersphere
from geomstats.learning.frechet_mean import FrechetMean
from scipy import linalg, ndimage, special, stats
from scipy.spatial import geometric_slerp
from sklearn.covariance import ledoit_wolf_shrinkage

folder = Path(__file__).resolve().parents[2] / "fixtures" / "geometry"
mp.mp.dps = 50


def float32(values):
    """Rounded to what a latent can hold, computed with in float64."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def gaussian(seed, *shape):
    return float32(np.random.default_rng(seed).standard_normal(shape))


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (mp.mpf, np.floating)):
        return float(value)
    return value


def write(name, cases):
    (folder / f"{name}.json").write_text(json.dumps(plain(cases), indent=1) + "\n")


def shell_row(d):
    mean = mp.sqrt(2) * mp.gamma(mp.mpf(d + 1) / 2) / mp.gamma(mp.mpf(d) / 2)
    below = mp.gammainc(mp.mpf(d) / 2, 0, mp.mpf(d) / 4, regularized=True)
    exponent = int(mp.floor(mp.log10(below)))
    return {
        "dimensions": d,
        "meanNorm": mean,
        "variance": d - mean**2,
        "midpoint": mp.sqrt(mp.mpf(d) / 2),
        "logProbability": mp.log(below),
        "mantissa": below / mp.mpf(10) ** exponent,
        "exponent": exponent,
        "radialDelta": mp.mpf(d) / 4 - mp.mpf(d - 1) / 2 * mp.log(2),
    }


def shell():
    write("shell", [shell_row(d) for d in (1, 2, 3, 10, 100, 255, 256, 512, 4096, 16384, 65536)])


def functions():
    gamma = [{"x": x, "log": mp.loggamma(x)} for x in (0.001, 0.5, 1, 1.5, 2, 3.25, 9.999, 10, 100.5, 8192, 32768)]
    pairs = [(0.5, 1e-8), (0.5, 0.3), (0.5, 40), (1, 1), (3, 0.1), (3, 20), (50, 50), (50, 51), (50, 52), (2048, 1024)]
    pairs += [(8192, 8300), (8192, 16384), (32768, 16384), (32768, 32768), (32768, 33500)]
    incomplete = [
        {
            "a": a,
            "x": x,
            "logLower": mp.log(mp.gammainc(mp.mpf(a), 0, mp.mpf(x), regularized=True)),
            "logUpper": mp.log(mp.gammainc(mp.mpf(a), mp.mpf(x), mp.inf, regularized=True)),
        }
        for a, x in pairs
    ]
    normal = [{"x": x, "probability": mp.ncdf(x)} for x in (-30, -8, -3, -1, -0.1, -1e-9, 0, 0.5, 2, 6)]
    write("functions", {"gamma": gamma, "incompleteGamma": incomplete, "normal": normal})


def ends(d, seed):
    return gaussian(seed, d), gaussian(seed + 1, d)


def near_parallel(d, seed):
    a, push = ends(d, seed)
    return a, float32(a + 1e-4 * push)


def near_antipodal(d, seed):
    a, push = ends(d, seed)
    return a, float32(-a + 3e-3 * push)


def sphere_case(a, b, v, shares):
    sphere = Hypersphere(dim=len(a) - 1)
    y, z = unit(a), unit(b)
    inner = sum(mp.mpf(p) * mp.mpf(q) for p, q in zip(a, b))
    norms = [mp.sqrt(sum(mp.mpf(p) ** 2 for p in x)) for x in (a, b)]
    tangent = sphere.to_tangent(v, base_point=y)
    return {
        "a": a,
        "b": b,
        "v": v,
        "angle": mp.acos(inner / norms[0] / norms[1]),
        "log": sphere.metric.log(z, base_point=y),
        "exp": sphere.metric.exp(tangent, base_point=y),
        "transported": sphere.metric.parallel_transport(tangent, base_point=y, end_point=z),
        "shares": shares,
        "slerp": geometric_slerp(y, z, np.asarray(shares), tol=1e-9),
    }


def sphere():
    pairs = [ends(2, 10), ends(3, 20), ends(64, 30), near_parallel(16, 40), near_antipodal(16, 50)]
    cases = [sphere_case(a, b, gaussian(60 + i, len(a)), [0.1, 0.5, 0.9]) for i, (a, b) in enumerate(pairs)]
    points = unit(float32(gaussian(70, 5, 8) + 1.5))
    weights = np.array([0.1, 0.3, 0.25, 0.15, 0.2])
    mean = FrechetMean(Hypersphere(dim=7), method="adaptive")
    mean.optimizer.epsilon = 1e-15
    mean.optimizer.max_iter = 500
    mean.fit(points, weights=weights)
    write("sphere", {"pairs": cases, "mean": {"points": points, "weights": weights, "mean": mean.estimate_}})


def trajectory():
    line = np.linspace(0, 1, 7)[:, None]
    frames = float32((1 - line) * gaussian(80, 6) * 2 + line * gaussian(81, 6) + 0.2 * gaussian(82, 7, 6))
    units = unit(frames)
    metric = Hypersphere(dim=5).metric

    def between(s, t, share):
        return metric.exp(share * metric.log(units[t], base_point=units[s]), base_point=units[s])

    def cross_track(t):
        plane = linalg.orth(np.stack([units[t - 1], units[t + 1]]).T)
        return np.arcsin(np.linalg.norm(units[t] - plane @ (plane.T @ units[t])))

    def span(s, t):
        deviations = [units[u] - between(s, t, (u - s) / (t - s)) for u in range(s, t + 1)]
        return np.sum(np.square(deviations)) / (t - s + 1)

    def step_on(before, here):
        return metric.exp(-metric.log(before, base_point=here), base_point=here)

    def run(sequence):
        velocity = metric.log(sequence[1], base_point=sequence[0])
        guesses = [metric.exp(k * velocity, base_point=sequence[0]) for k in range(2, len(sequence))]
        return np.mean([metric.dist(guess, real) for guess, real in zip(guesses, sequence[2:])])

    angles = np.array([metric.dist(p, q) for p, q in zip(units, units[1:])])
    velocity = -metric.log(units[-2], base_point=units[-1])
    before = -metric.log(units[-3], base_point=units[-2])
    carried = metric.parallel_transport(before, base_point=units[-2], end_point=units[-1])
    radius = 2 * np.linalg.norm(frames[-1]) - np.linalg.norm(frames[-2])
    speeds = np.linalg.norm(np.diff(frames, axis=0), axis=1)
    write(
        "trajectory",
        {
            "frames": frames,
            "midpoint": [np.sum((units[t] - between(t - 1, t + 1, 0.5)) ** 2) for t in range(1, 6)],
            "crossTrack": [cross_track(t) for t in range(1, 6)],
            "global": np.mean([span(s, t) for s, t in combinations(range(7), 2)]),
            "angles": angles,
            "variance": angles.var(),
            "coefficientOfVariation": angles.std() / angles.mean(),
            "oneStep": np.mean([metric.dist(step_on(units[t - 2], units[t - 1]), units[t]) for t in range(2, 7)]),
            "forward": run(units),
            "backward": run(units[::-1]),
            "speeds": speeds,
            "accelerations": np.linalg.norm(np.diff(frames, 2, axis=0), axis=1),
            "directness": np.linalg.norm(frames[-1] - frames[0]) / speeds.sum(),
            "angularDirectness": metric.dist(units[0], units[-1]) / angles.sum(),
            "next": {
                "first": radius * metric.exp(velocity, base_point=units[-1]),
                "mean": (np.linalg.norm(frames[-1]) + (np.linalg.norm(frames[-1]) - np.linalg.norm(frames[0])) / 6)
                * metric.exp(velocity * angles.mean() / angles[-1], base_point=units[-1]),
                "second": radius * metric.exp(2 * velocity - carried, base_point=units[-1]),
            },
        },
    )


def discriminant():
    positive, negative = float32(gaussian(90, 6, 24) * np.linspace(0.3, 2, 24) + 0.8), gaussian(91, 9, 24)
    centred = np.concatenate([positive - positive.mean(0), negative - negative.mean(0)])
    step = positive.mean(0) - negative.mean(0)
    scatter = centred.T @ centred / len(centred)

    def solved(s):
        covariance = (1 - s) * scatter + s * np.trace(scatter) / 24 * np.eye(24)
        solution = np.linalg.solve(covariance, step)
        return {"shrinkage": s, "direction": unit(solution), "separation": np.sqrt(step @ solution)}

    amount = ledoit_wolf_shrinkage(centred, assume_centered=True)
    return {"positive": positive, "negative": negative, "automatic": solved(amount), "given": solved(0.3)}


def components():
    points = float32(gaussian(100, 20, 30) * np.geomspace(5, 0.2, 30) + 3)
    _, singular, axes = np.linalg.svd(points - points.mean(0), full_matrices=False)
    signs = np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(1)])
    variances = singular**2 / 19
    return {
        "points": points,
        "components": (axes * signs[:, None])[:4],
        "variances": variances[:4],
        "shares": (variances / variances.sum())[:4],
    }


def bands():
    """A Laplacian pyramid of three bands by SciPy's convolutions, each band enlarged to full size."""
    latent = gaussian(130, 2, 7, 10)
    kernel = np.array([1, 4, 6, 4, 1]) / 16

    def shrunk(x, axis):
        return np.take(ndimage.convolve1d(x, kernel, axis, mode="mirror"), np.arange(0, x.shape[axis], 2), axis)

    def grown(x, axis, size):
        padded = np.repeat(np.pad(x, [(int(k == axis),) * 2 for k in range(3)], mode="edge"), 2, axis)
        spread = np.moveaxis(padded.copy(), axis, 0)
        spread[1::2] = 0
        filtered = ndimage.convolve1d(spread, 2 * kernel, 0, mode="constant")[2 : 2 + size]
        return np.moveaxis(filtered, 0, axis)

    def enlarged(x, levels):
        for like in reversed(levels):
            x = grown(grown(x, 1, like.shape[1]), 2, like.shape[2])
        return x

    levels = [latent]
    for _ in range(2):
        levels.append(shrunk(shrunk(levels[-1], 1), 2))
    full = [enlarged(level, levels[:k]) for k, level in enumerate(levels)]
    found = [full[0] - full[1], full[1] - full[2], full[2]]
    return {"shape": latent.shape, "latent": latent.ravel(), "bands": [band.ravel() for band in found]}


def directions():
    overlapping = float32(gaussian(110, 3, 12) + 0.7 * gaussian(111, 12))
    norms = np.linalg.norm(overlapping, axis=1, keepdims=True)
    orthogonal, _ = linalg.polar(unit(overlapping))
    q, r = np.linalg.qr(overlapping.T)
    write(
        "directions",
        {
            "overlapping": overlapping,
            "lowdin": norms * orthogonal,
            "gramSchmidt": norms * (q * np.sign(np.diag(r))).T,
            "bands": bands(),
            "components": components(),
            "discriminant": discriminant(),
        },
    )


def statistics():
    values = float32(gaussian(120, 200) * 1.1 + 0.2)
    mean, log_variance = gaussian(121, 12), gaussian(122, 12)
    variance = np.exp(log_variance)
    counts, edges = np.histogram(values, bins=8)
    write(
        "statistics",
        {
            "values": values,
            "ksDistance": stats.kstest(values, special.ndtr).statistic,
            "channelMeans": values.reshape(4, 50).mean(1),
            "channelVariances": values.reshape(4, 50).var(1),
            "histogram": {"counts": counts, "edges": edges},
            "encoder": {
                "mean": mean,
                "logVariance": log_variance,
                "divergence": np.sum(mean**2 + variance - 1 - log_variance) / 2,
            },
        },
    )


if __name__ == "__main__":
    folder.mkdir(parents=True, exist_ok=True)
    for make in (shell, functions, sphere, trajectory, directions, statistics):
        make()
