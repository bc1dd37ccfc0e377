import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

/** The parts of onnxruntime-node's own install metadata that say which provider files it would fetch, and from where. */
const metadataSchema = z.object({
  requirements: z.record(z.string(), z.array(z.string())),
  manifests: z.record(z.string(), z.record(z.string(), z.object({ package: z.string(), path: z.string() }))),
  packages: z.record(
    z.string(),
    z.object({ name: z.string(), versions: z.array(z.object({ feed: z.string(), version: z.string() })).min(1) }),
  ),
  feeds: z.record(z.string(), z.object({ type: z.string(), index: z.url() })),
});

export interface ProviderFiles {
  /** Where ONNX Runtime looks for them. */
  readonly folder: string;
  /** File name -> path inside the package. */
  readonly files: ReadonlyMap<string, string>;
  readonly packageName: string;
  readonly version: string;
  /** Address of the feed's service index. */
  readonly index: string;
}

/** What the CUDA provider of the installed ONNX Runtime consists of; undefined where there is no build for `platform`. */
export function cudaProviderFiles(platform = `${process.platform}/${process.arch}`): ProviderFiles | undefined {
  const require = createRequire(import.meta.url);
  const root = dirname(dirname(require.resolve('onnxruntime-node')));
  const metadata = metadataSchema.parse(require(join(root, 'script', 'install-metadata.js')));
  const [requirement] = metadata.requirements[platform] ?? [];
  const manifest = requirement ? metadata.manifests[`${platform}:${requirement}`] : undefined;
  const wanted = Object.entries(manifest ?? {}).filter(([name]) => !name.includes('tensorrt'));
  const source = metadata.packages[wanted[0]?.[1].package ?? ''];
  const release = source?.versions[0];
  const feed = metadata.feeds[release?.feed ?? ''];
  if (!source || !release || !feed) return undefined;
  return {
    folder: join(root, 'bin', 'napi-v6', platform),
    files: new Map(wanted.map(([name, { path }]) => [basename(name), path])),
    packageName: source.name.toLowerCase(),
    version: release.version.toLowerCase(),
    index: feed.index,
  };
}

export function isInstalled({ folder, files }: ProviderFiles): boolean {
  return [...files.keys()].every((name) => existsSync(join(folder, name)));
}
