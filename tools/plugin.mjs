// Writes the nodes as a package for other litegraph editors: npm run plugin [FOLDER], then npm pack there.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, runnerImport } from 'vite';

const root = resolve(import.meta.dirname, '..');
const source = join(root, 'src/renderer/plugin/package');
const target = resolve(process.argv[2] ?? join(root, 'out/plugin'));

if (!isOurs(target)) {
  console.error(`"${target}" holds other things, which would be lost. Name a folder that is empty or not there yet.`);
  process.exit(1);
}

/** Whether a folder may be emptied: there is nothing in it, or the package of an earlier time. */
function isOurs(folder) {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return true;
  const about = join(folder, 'package.json');
  return existsSync(about) && JSON.parse(readFileSync(about, 'utf8')).name === 'arcspace-nodes';
}

/** zod keeps its settings at a global name, for copies of itself on one page. A guest has its own. */
const withoutGlobals = {
  name: 'no-globals-of-zod',
  transform(code, id) {
    if (!/[\\/]zod[\\/].*\.js$/.test(id) || !code.includes('__zod_global')) return null;
    return `const zodHome = { __zod_globalConfig: { jitless: true } };\n${code.replaceAll('globalThis', 'zodHome')}`;
  },
};

await build({
  root: source,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  base: './',
  plugins: [withoutGlobals],
  build: {
    outDir: target,
    emptyOutDir: true,
    minify: true,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2048,
    rolldownOptions: {
      input: join(source, 'index.ts'),
      preserveEntrySignatures: 'strict',
      output: {
        format: 'es',
        codeSplitting: false,
        entryFileNames: 'arcspace-nodes.js',
        assetFileNames: ({ names: [name = ''] }) => (name.endsWith('.css') ? 'style.css' : 'fonts/[name][extname]'),
      },
    },
  },
});

const { module: tokens } = await runnerImport(join(root, 'src/renderer/theme/tokens.ts'), { configFile: false });
const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Colours and sizes for the layer alone: the page may use the same names for its own. */
function variables(selector, theme) {
  const lines = Object.entries(tokens.cssVariables(theme)).map(([name, value]) => `${name}: ${value};`);
  return `${selector} { ${lines.join(' ')} }`;
}

/** Of the editor's rules for what floats over a canvas, those of fields and menus, within the layer. */
function layerRules() {
  const rules =
    readFileSync(join(root, 'src/renderer/canvas/canvas.css'), 'utf8').match(/^[^\s@/*][^{}]*\{[^{}]*\}/gm) ?? [];
  return rules
    .filter((rule) => /^(textarea)?\.(canvas-(field|menu|option)|arcspace-layer)/.test(rule))
    .map((rule) => (rule.startsWith('.arcspace-layer') ? rule : `.arcspace-layer ${rule}`));
}

const style = join(target, 'style.css');
writeFileSync(
  style,
  [
    readFileSync(style, 'utf8'),
    variables('.arcspace-layer', tokens.darkTheme),
    variables('[data-theme="light"] .arcspace-layer', tokens.lightTheme),
    ...layerRules(),
    '',
  ].join('\n'),
);
mkdirSync(target, { recursive: true });
for (const name of ['arcspace-nodes.d.ts', 'README.md']) copyFileSync(join(source, name), join(target, name));
// It holds parts of other packages, which want their notices with them.
for (const name of ['LICENSE', 'THIRD_PARTY_NOTICES.md']) copyFileSync(join(root, name), join(target, name));
writeFileSync(
  join(target, 'package.json'),
  `${JSON.stringify(
    {
      name: 'arcspace-nodes',
      version,
      description: "Arcspace's nodes for editors made with litegraph",
      license,
      type: 'module',
      sideEffects: ['*.css'],
      exports: {
        '.': { types: './arcspace-nodes.d.ts', default: './arcspace-nodes.js' },
        './style.css': './style.css',
      },
      types: './arcspace-nodes.d.ts',
      style: './style.css',
      files: ['arcspace-nodes.js', 'arcspace-nodes.d.ts', 'style.css', 'fonts', 'THIRD_PARTY_NOTICES.md'],
    },
    null,
    2,
  )}\n`,
);
console.log(`The package lies in ${target}: npm pack there makes a file of it.`);
