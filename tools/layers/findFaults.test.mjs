import { describe, expect, test } from 'vitest';
import { findFaults } from './findFaults.mjs';
import { readModule } from './readModules.mjs';

/** Faults of a program of these files. */
const faults = (files) => findFaults(Object.entries(files).map(([path, source]) => readModule(path, source)));

describe('the check of the layers', () => {
  test('finds nothing where imports point left', () => {
    expect(
      faults({
        'src/tensor/tensor.ts': 'export const a = 1;',
        'src/geometry/slerp.ts': "import { a } from '../tensor/tensor.ts'; export const b = a;",
        'nodes/x/slerp.ts':
          "import { z } from 'zod'; import { b } from '../../src/geometry/slerp.ts'; export default b;",
        'src/cli/cli.ts': "import { Command } from 'commander'; const run = await import('./run.ts');",
        'src/cli/run.ts': "import { fork } from 'node:child_process'; export * from '../engine/engine.ts';",
        'src/engine/engine.ts': "import * as onnx from 'onnxruntime-node';",
      }),
    ).toEqual([]);
  });

  test.each([
    ['an import', "import { x } from '../graph/x.ts';"],
    ['an import of types', "import type { X } from '../graph/x.ts';"],
    ['an export', "export { x } from '../graph/x.ts';"],
    ['an export of all', "export * from '../graph/x.ts';"],
    ['an import for its effects', "import '../graph/x.ts';"],
    ['an import while it runs', "const x = await import('../graph/x.ts');"],
  ])('finds %s that points right', (_, source) => {
    expect(faults({ 'src/tensor/a.ts': source })).toEqual([
      'src/tensor/a.ts imports src/graph/x.ts: src/tensor may not know src/graph',
    ]);
  });

  test.each([
    ['src/engine/a.ts', '../renderer/b.ts'],
    ['src/renderer/a.tsx', '../engine/b.ts'],
    ['src/renderer/state/a.ts', '../canvas/b.ts'],
    ['src/renderer/canvas/a.ts', '../plugin/b.ts'],
    ['src/renderer/rail/a.tsx', '../inspector/b.tsx'],
    ['src/renderer/new/a.ts', './b.ts'],
    ['src/renderer/a.ts', '../server/b.ts'],
    ['src/main/a.ts', '../graph/b.ts'],
    ['src/preload/a.ts', '../host/b.ts'],
    ['src/protocol/a.ts', '../diffusion/b.ts'],
    ['src/plots/a.ts', '../diffusion/b.ts'],
    ['src/graph/a.ts', '../plots/b.ts'],
    ['src/server/a.ts', '../engine/b.ts'],
    ['nodes/x/a.ts', '../../src/engine/b.ts'],
    ['nodes/x/a.ts', '../../tools/b.ts'],
  ])('finds %s that imports %s', (path, specifier) => {
    expect(faults({ [path]: `import '${specifier}';` })).toHaveLength(1);
  });

  test.each([
    ['src/graph/a.ts', 'node:fs'],
    ['nodes/x/a.ts', 'onnxruntime-node'],
    ['src/tensor/a.ts', 'lodash'],
    ['src/renderer/a.ts', 'electron'],
    ['src/engine/a.ts', 'electron/main'],
    ['src/renderer/rail/a.ts', 'litegraph.js/build/litegraph.core.js'],
    ['src/engine/a.ts', 'preact/hooks'],
    ['src/cli/a.ts', 'onnxruntime-node'],
    ['src/renderer/a.ts', 'echarts/core'],
    ['src/engine/a.ts', '@resvg/resvg-wasm'],
  ])('finds %s that imports the package %s', (path, specifier) => {
    expect(faults({ [path]: `import '${specifier}';` })).toHaveLength(1);
  });

  test('finds a cycle of any length, of types too', () => {
    const cycle = faults({
      'src/graph/a.ts': "import './b.ts';",
      'src/graph/b.ts': "import type { C } from './c.ts';",
      'src/graph/c.ts': "export * from './a.ts'; import './d.ts';",
      'src/graph/d.ts': 'export {};',
    });
    expect(cycle).toEqual(['a cycle: src/graph/a.ts -> src/graph/b.ts -> src/graph/c.ts -> src/graph/a.ts']);
    expect(faults({ 'src/graph/a.ts': "import './a.ts';" })).toHaveLength(1);
  });

  test('finds a file that lies in no layer', () => {
    expect(faults({ 'src/other/a.ts': '' })).toEqual(['src/other/a.ts lies in no layer']);
  });
});
