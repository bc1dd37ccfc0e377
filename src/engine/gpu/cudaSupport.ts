import { providersOf } from '../../protocol/providers.ts';

/** Why there is no CUDA runtime to install on a platform, and what there is instead; undefined where there is one. */
export function withoutRuntime(
  platform: string = process.platform,
  architecture: string = process.arch,
): string | undefined {
  if (platform === 'linux' && architecture === 'x64') return undefined;
  const bundled = providersOf(platform, architecture).map(({ title, hardware }) => `${title} (${hardware})`);
  return [systems[platform] ?? 'CUDA can be had on Linux on x64.', comes(bundled)].join(' ');
}

const systems: Readonly<Record<string, string>> = {
  win32: 'ONNX Runtime for Node has no CUDA on Windows; it has on Linux on x64, which includes WSL 2.',
  darwin: 'There is no CUDA on macOS.',
  linux: 'ONNX Runtime for Node has CUDA on Linux for x64 processors only.',
};

function comes(bundled: readonly string[]): string {
  if (bundled.length === 0) return 'ONNX Runtime for Node has no build for this processor.';
  return `Nothing needs to be installed here: Arcspace comes with ${list(bundled)}.`;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
