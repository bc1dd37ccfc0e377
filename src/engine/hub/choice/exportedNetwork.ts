import type { RepositoryFile } from '../repository.ts';
import type { WantedPrecision } from './wantedPrecision.ts';

/** What exporters call a network, the best first. */
const names: Readonly<Record<WantedPrecision, readonly string[]>> = {
  fp16: ['model_fp16.onnx', 'model.onnx', 'model_fp32.onnx'],
  fp32: ['model.onnx', 'model_fp32.onnx', 'model_fp16.onnx'],
};

/** Files beside a network that hold no weights of it. */
const noWeights = /\.(onnx|json|md|txt|model|safetensors|bin|ckpt|pt|pth|msgpack|h5|xml|gguf|png|jpe?g|webp|gif|py)$/i;

/**
 * An ONNX network and the files with its weights, where those lie beside it; undefined where there is none.
 * @param files those of the part's folder.
 */
export function exportedNetwork(
  files: readonly RepositoryFile[],
  precision: WantedPrecision,
): readonly RepositoryFile[] | undefined {
  const networks = files.filter(({ path }) => path.endsWith('.onnx'));
  const usual = names[precision].map((name) => networks.find((file) => nameOf(file) === name));
  const network = usual.find((file) => file !== undefined) ?? networks[0];
  return network && [network, ...weightsBeside(network, files)];
}

function nameOf({ path }: RepositoryFile): string {
  return path.split('/').at(-1) ?? path;
}

/** By its name ("model.onnx_data", "model.onnx.data"); older exporters call them anything, and one file for each tensor. */
function weightsBeside(network: RepositoryFile, files: readonly RepositoryFile[]): readonly RepositoryFile[] {
  const own = files.filter(({ path }) => path !== network.path && path.startsWith(network.path));
  if (own.length > 0) return own;
  return files.filter(({ path }) => !noWeights.test(path) && !/\.onnx[._]/.test(path) && !/\/\./.test(path));
}
