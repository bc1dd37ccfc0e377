#!/usr/bin/env bash
# Measures on a machine that is lent for some minutes and has nothing but what was brought: says what is there and what is lacking,
# and measures the rest. usage: OUT=folder bench/gpu/lent.sh [arguments of `npm run bench -- --gpu`]
# Bring: node_modules (or its onnxruntime-node alone), out/bench (from `npm run bench -- --gpu --trial` at home), and, for CUDA, the
# folder that `arcspace gpu install` filled. Written for 15 minutes: each of the sizes has four.
set -u -o pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}

here() { printf '%-24s %s\n' "$1" "$2"; }
try() { "$@" 2>/dev/null | head -1; }

here 'card' "$(try nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader || echo lacking)"
here 'node' "$(try node --version || echo lacking)"
here 'onnxruntime-node' "$([ -d node_modules/onnxruntime-node ] && echo there || echo lacking)"
here 'the measurement, built' "$([ -f out/bench/index.js ] && echo there || echo lacking)"
for module in onnxruntime torch diffusers; do
  here "$python: $module" "$(try "$python" -c "import $module; print($module.__version__)" || echo lacking)"
done

if command -v node >/dev/null && [ -d node_modules/onnxruntime-node ] && [ -f out/bench/index.js ]; then
  exec timeout 840 node out/bench/index.js --gpu "$@"
fi
echo 'Arcspace is not measured here: bring what is lacking above. Python by itself:'
mkdir -p "${OUT:=.}"
for model in 'sd15 512 20' 'sdxl 1024 10'; do
  read -r name side runs <<<"$model"
  timeout 240 "$python" bench/gpu/others.py "$name" none "$side" "$runs" cuda | tee "$OUT/$name.json" || echo "$name was not measured"
done
