"""The kernels of src/geometry in NumPy and in torch, timed on request: one JSON question per line in, one answer out.

    python peer.py POOL     POOL is a file of float32 numbers; a case reads the first batch * rows * d of them.

Each function takes rows of one dtype, [..., rows, d], and computes by the same algebra as Arcspace (few walks through
memory). `contract` "float64" is that of Arcspace: float32 in and out, float64 between; "float32" stays in float32.
Of one call for the whole batch and a loop over its items the faster one counts.
"""

import json
import os
import sys
from time import process_time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np

try:
    from scipy.special import ndtr
except ImportError:
    ndtr = None
try:
    import torch

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
except Exception:  # missing, or without the libraries it was built for
    torch = None

pool = np.fromfile(sys.argv[1], dtype=np.float32)


def dot(x, y):
    if isinstance(x, np.ndarray):
        return np.vecdot(x, y)[..., None] if x.ndim > 1 else np.dot(x, y)
    return torch.linalg.vecdot(x, y)[..., None] if x.ndim > 1 else torch.dot(x, y)


def lib(x):
    return np if isinstance(x, np.ndarray) else torch


def row(z, k):
    return z[..., k, :]


def lerp(z):
    return 0.7 * row(z, 0) + 0.3 * row(z, 1)


def angle_of(a, b):
    la, lb = lib(a).sqrt(dot(a, a)), lib(a).sqrt(dot(b, b))
    c = dot(a, b) / (la * lb)
    return la, lb, c, lib(a).arccos(c)


def slerp(z, shares=(0.3,)):
    a, b = row(z, 0), row(z, 1)
    la, lb, _, theta = angle_of(a, b)
    sin = lib(a).sin
    for t in shares:
        r = (1 - t) * la + t * lb
        frame = (r / la * sin((1 - t) * theta) / sin(theta)) * a + (r / lb * sin(t * theta) / sin(theta)) * b
        yield frame


def slerp_path(z):
    return list(slerp(z, [i / 7 for i in range(8)]))


def log_map(z):
    a, b = row(z, 0), row(z, 1)
    la, lb, c, theta = angle_of(a, b)
    length = la * theta / lib(a).sin(theta)
    return (-length * c / la) * a + (length / lb) * b


def exp_map(z):
    a, v = row(z, 0), row(z, 1)
    aa, av = dot(a, a), dot(a, v)
    r, along = lib(a).sqrt(aa), av / aa
    angle = lib(a).sqrt(dot(v, v) - av * along) / r
    onward = lib(a).sin(angle) / angle
    return (lib(a).cos(angle) - onward * along) * a + onward * v


def transport(z):
    a, b, v = row(z, 0), row(z, 1), row(z, 2)
    la, lb = lib(a).sqrt(dot(a, a)), lib(a).sqrt(dot(b, b))
    c = dot(a, b) / (la * lb)
    along_a, along_b = dot(a, v) / la, dot(b, v) / lb
    turn = (along_b - c * along_a) / (1 + c)
    return v - ((along_a + turn) / la) * a - (turn / lb) * b


def weigh(weights, z):
    if isinstance(z, np.ndarray):
        return (np.asarray(weights, z.dtype)[..., None, :] @ z)[..., 0, :]
    return (torch.as_tensor(weights, dtype=z.dtype)[..., None, :] @ z)[..., 0, :]


blend_shares = [0.4, 0.3, 0.2, 0.1]


def blend(z):
    return weigh(blend_shares, z)


def gram(z):
    return np.asarray(z @ (z.swapaxes(-1, -2) if isinstance(z, np.ndarray) else z.transpose(-1, -2)), np.float64)


def multi_slerp(z):
    g = gram(z)
    radii = np.sqrt(np.diagonal(g, axis1=-2, axis2=-1))
    g = g / radii[..., None] / radii[..., None, :]
    w = np.broadcast_to(np.asarray(blend_shares), radii.shape)
    length = lambda c: np.sqrt(np.maximum(0, np.einsum("...i,...ij,...j->...", c, g, c)))[..., None]
    m = w / length(w)
    for _ in range(100):
        along = np.einsum("...ij,...j->...i", g, m)
        theta = np.arccos(np.clip(along, -1, 1))
        pulls = w * theta / np.sin(theta)
        step = pulls - (pulls * along).sum(-1, keepdims=True) * m
        size = length(step)
        m = np.cos(size) * m + np.sinc(size / np.pi) * step
        m = m / length(m)
        if np.abs(step).sum(-1).max() < 1e-10:
            break
    return weigh((w * radii).sum(-1, keepdims=True) * m / radii, z)


def gram_schmidt(z):
    result = []
    for k in range(z.shape[-2]):
        v = row(z, k)
        rest = v
        for q, qq in result:
            rest = rest - (dot(q, v) / qq) * q
        rest = rest * lib(v).sqrt(dot(v, v) / dot(rest, rest))
        result.append((rest, dot(rest, rest)))
    return [q for q, _ in result]


def attribute(z):
    half = z.shape[-2] // 2
    return z[..., :half, :].mean(-2) - z[..., half:, :].mean(-2)


def mask(z):
    a, b = row(z, 0), row(z, 1)
    shape = (*a.shape[:-1], 4, a.shape[-1] // 4)
    m = row(z, 2)[..., None, : shape[-1]]
    return (m * a.reshape(shape) + (1 - m) * b.reshape(shape)).reshape(a.shape)


def norm(z):
    return lib(z).sqrt(dot(row(z, 0), row(z, 0)))


def inner(z):
    return dot(row(z, 0), row(z, 1))


def distance(z):
    difference = row(z, 0) - row(z, 1)
    return lib(z).sqrt(dot(difference, difference))


def shell(z):
    d = z.shape[-1]
    return (norm(z) - (d**0.5 - 0.25 / d**0.5)) / (0.5 - 0.125 / d) ** 0.5


def ks(z):
    """Of sorted values."""
    n, values = z.shape[-1], row(z, 0)
    if isinstance(z, np.ndarray):
        expected, low, largest = ndtr(values), np.arange(n) / n, np.maximum
    else:
        expected, low, largest = torch.special.ndtr(values), torch.arange(n, dtype=z.dtype) / n, torch.maximum
    reach = lambda x: x.max(-1) if isinstance(z, np.ndarray) else x.amax(-1)
    return largest(reach(expected - low), reach(low + 1 / n - expected))


cases = {
    "lerp": lerp,
    "slerp": lambda z: next(slerp(z)),
    "slerp path of 8": slerp_path,
    "multi-slerp of 4": multi_slerp,
    "log map": log_map,
    "exp map": exp_map,
    "parallel transport": transport,
    "weighted blend of 4": blend,
    "Gram-Schmidt of 4": gram_schmidt,
    "attribute mean of 4 + 4": attribute,
    "mask": mask,
    "norm": norm,
    "dot": inner,
    "distance": distance,
    "shell z-score": shell,
    "KS distance": ks,
}


def narrow(value):
    values = value if isinstance(value, list) else [value]
    return [v.float() if torch and isinstance(v, torch.Tensor) else np.asarray(v, np.float32) for v in values]


def sort(z):
    return np.sort(z, axis=-1) if isinstance(z, np.ndarray) else torch.sort(z, dim=-1).values


def wide(z):
    return z.astype(np.float64) if isinstance(z, np.ndarray) else z.double()


def compute(case, contract, z):
    if case == "KS distance":
        z = sort(z)
    return narrow(cases[case](wide(z) if contract == "float64" else z))


def seconds(run, calls):
    start = process_time()
    for _ in range(calls):
        run()
    return (process_time() - start) / calls


def total(results):
    return float(sum(np.abs(np.asarray(result, np.float64)).sum() for result in results))


chosen = {}


def choose(case, library, contract, shape):
    """The faster way to go through the batch, and what the first item gives."""
    z = pool[: int(np.prod(shape))].reshape(shape)
    z = z if library == "numpy" else torch.from_numpy(z)
    one_by_one = lambda: [compute(case, contract, item) for item in z]
    ways = [one_by_one, lambda: compute(case, contract, z)] if shape[0] > 1 else [lambda: compute(case, contract, z[0])]
    run = min(ways, key=lambda way: min(seconds(way, 1) for _ in range(3)))
    return run, total(compute(case, contract, z[0]))


def answer(question):
    if question["ask"] == "libraries":
        return {"numpy": np.__version__, "torch": torch and str(torch.__version__), "scipy": ndtr is not None}
    key = (question["case"], question["library"], question["contract"], tuple(question["shape"]))
    if key not in chosen:
        chosen[key] = choose(*key)
    run, first = chosen[key]
    return {"seconds": seconds(run, question["calls"]), "total": first}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
