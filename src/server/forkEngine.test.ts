import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { forkEngine } from './forkEngine.ts';

const script = fileURLToPath(new URL('./testing/memoryScript.mjs', import.meta.url));

const elsewhere = process.platform !== 'linux';

test.skipIf(elsewhere)(
  'an engine gives large arrays back when nobody holds them (the C library of Linux kept them)',
  async () => {
    const engine = forkEngine(script, { program: '/nowhere', workspace: '/nowhere' });
    const said = await new Promise((resolve) => engine.port.onMessage(resolve));
    engine.kill();
    // It held 160 MB, and keeps 3 MB in small arrays.
    expect((said as { left: number }).left).toBeLessThan(40 * 2 ** 20);
  },
);
