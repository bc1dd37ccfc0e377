import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Runs a script of package.json. @returns its output and whether it succeeded, with the seconds that it took. */
async function step(name) {
  const begun = performance.now();
  const child = spawn(scripts[name], { cwd: root, shell: true, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { name, output, passed: code === 0, seconds: (performance.now() - begun) / 1000 };
}

function environment() {
  const bin = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));
  return {
    ...process.env,
    PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
    NO_COLOR: '1',
  };
}

/** The counts that Vitest and Playwright print at their ends, in one line. */
function counts({ name, output }) {
  if (name === 'test:unit' || name === 'package:check') return /^\s*Tests\s+(.*)$/m.exec(output)?.[1]?.trim();
  const numbers = [...output.matchAll(/^\s+(\d+ (?:passed|failed|flaky|skipped))/gm)].map((match) => match[1]);
  return name === 'test:e2e' ? numbers.join(', ') : undefined;
}

const steps = ['lint', 'typecheck', 'test:unit', 'build', 'package:check', 'test:e2e'];
const done = [];
for (const name of steps) done.push(await step(name));

console.log('');
for (const one of done) {
  const line = `${one.name.padEnd(10)} ${one.passed ? 'passed' : 'FAILED'} in ${one.seconds.toFixed(1).padStart(5)} s`;
  console.log([line, counts(one)].filter(Boolean).join('   '));
}
process.exit(done.every(({ passed }) => passed) ? 0 : 1);
