// Writes THIRD_PARTY_NOTICES.md: every package that the program ships, with its licence and the licence's text.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders of all packages that are not only for development. */
function shippedPackages() {
  const list = execFileSync('npm', ['ls', '--all', '--omit=dev', '--parseable'], { cwd: root, encoding: 'utf8' });
  return [...new Set(list.trim().split('\n').slice(1))]
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .sort();
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(entry));
  const text = file ? readFileSync(join(folder, file), 'utf8').trim() : headOf(folder);
  return { title: `${name} ${version}`, license: license?.type ?? license ?? 'see its text', text };
}

/** The licences of a package that keeps them at the head of its program. */
function headOf(folder) {
  const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const beside = main ? join(folder, dirname(main)) : folder;
  for (const name of existsSync(beside) ? readdirSync(beside).sort() : []) {
    if (!/\.wasm\.mjs$/.test(name)) continue;
    const [, head = ''] = /^\/\*!\n([\s\S]*?)\*\//.exec(readFileSync(join(beside, name), 'utf8')) ?? [];
    return head.replace(/^ \* ?/gm, '').trim();
  }
  return '';
}

/** What is in the repository itself and was made by others. */
const included = [
  {
    title: 'Vocabulary of CLIP (src/engine/tokenizer/clip), from open_clip_torch 3.3.0',
    license: 'MIT',
    text: readFileSync(join(root, 'src/engine/tokenizer/clip/LICENSE'), 'utf8').trim(),
  },
  {
    title: 'Vocabulary of T5 (src/engine/tokenizer/t5), from stable_diffusion_cpp_python 0.4.7',
    license: 'Apache-2.0',
    text: readFileSync(join(root, 'src/engine/tokenizer/t5/LICENSE'), 'utf8').trim(),
  },
];

/** Packages that share a text to the last letter are listed above it together. */
function byText(packages) {
  const groups = new Map();
  for (const each of packages) groups.set(each.text, [...(groups.get(each.text) ?? []), each]);
  return groups;
}

const sections = [...byText([...shippedPackages().map(describe), ...included])].map(([text, packages]) => {
  const titles = packages.map(({ title, license }) => `- ${title} (${license})`).join('\n');
  return text ? `${titles}\n\n\`\`\`\n${text}\n\`\`\`` : titles;
});
const head =
  '# Third-party notices\n\nArcspace is built on these packages, and includes what is listed after them. Written by `node tools/notices.mjs`.\n\nFilms: @libav.js/variant-webm-vp9 holds parts of FFmpeg under the LGPL 2.1, and libvpx and libopus under BSD licences, in WebAssembly files of their own that may be replaced (in packages they lie under app.asar.unpacked); its sources are at https://github.com/Yahweasel/libav.js. mediabunny is under the MPL 2.0; its sources are at https://github.com/Vanilagy/mediabunny. @napi-rs/webcodecs, which users may install themselves and which comes with no Arcspace, holds FFmpeg with x264 and x265 under the GPL 2 or later, whatever its own manifest says.';
writeFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), `${head}\n\n${sections.join('\n\n')}\n`);
