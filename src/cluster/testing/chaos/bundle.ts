import { join } from 'node:path';
import { build } from 'vite';
import { programFolder } from '../../../host/programFolder.ts';

/**
 * Bundles the programs of the test, which run as processes of their own, into a folder of the project: what is not bundled is found from there.
 * @returns the script of each.
 */
export async function bundle(names: readonly string[]): Promise<readonly string[]> {
  const outDir = join(programFolder(), 'out/chaos');
  await build({
    root: programFolder(),
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['onnxruntime-node', '@napi-rs/canvas'] },
    build: {
      ssr: true,
      outDir,
      target: 'node20.19',
      minify: false,
      emptyOutDir: true,
      rollupOptions: {
        input: Object.fromEntries(names.map((name) => [name, join(import.meta.dirname, `${name}.ts`)])),
      },
    },
  });
  return names.map((name) => join(outDir, `${name}.js`));
}
