import type { ProviderName } from './types.ts';

export interface Provider {
  readonly name: ProviderName;
  /** What the interface calls it. */
  readonly title: string;
  /** What it computes on. */
  readonly hardware: string;
  /** Builds of onnxruntime-node 1.30 that hold it, as `process.platform` and `process.arch` name them. */
  readonly platforms: readonly string[];
}

/**
 * Execution providers, the likely fastest first. Found in the package by opening it: its README also lists an Intel Mac,
 * for which it holds nothing.
 */
export const providers: readonly Provider[] = [
  { name: 'cuda', title: 'CUDA', hardware: 'NVIDIA graphics cards', platforms: ['linux-x64'] },
  {
    name: 'dml',
    title: 'DirectML',
    hardware: 'graphics cards with DirectX 12',
    platforms: ['win32-x64', 'win32-arm64'],
  },
  { name: 'coreml', title: 'Core ML', hardware: "the GPU of Apple's chips", platforms: ['darwin-arm64'] },
  {
    name: 'webgpu',
    title: 'WebGPU',
    hardware: 'graphics cards of all makers',
    platforms: ['linux-x64', 'win32-x64', 'win32-arm64', 'darwin-arm64'],
  },
  {
    name: 'cpu',
    title: 'CPU',
    hardware: 'any processor',
    platforms: ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'],
  },
];

/** What there is on a platform; nothing where onnxruntime-node has no build for it. */
export function providersOf(platform: string, architecture: string): readonly Provider[] {
  return providers.filter(({ platforms }) => platforms.includes(`${platform}-${architecture}`));
}

export function titleOf(provider: ProviderName): string {
  return providers.find(({ name }) => name === provider)?.title ?? provider;
}
