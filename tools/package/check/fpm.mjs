#!/usr/bin/env node
// Stands in for fpm, which electron-builder calls to make a deb: takes the same words, and needs nothing but dpkg-deb. The deb is not compressed.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repeated = new Set(['-d', '--deb-recommends']);
const alone = new Set(['--force']);

/** Options by name, those that may come several times as lists, and where each file goes. */
function read(words) {
  const options = { '-d': [], '--deb-recommends': [] };
  const files = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (!word.startsWith('-')) files.push(word.split('='));
    else if (repeated.has(word)) options[word].push(words[++at]);
    else if (!alone.has(word)) options[word] = words[++at];
  }
  return { options, files };
}

function control(options) {
  return Object.entries({
    Package: options['--name'],
    Version: options['--version'],
    License: options['--license'],
    Vendor: options['--vendor'],
    Architecture: options['--architecture'],
    Maintainer: options['--maintainer'],
    Depends: options['-d'].join(', '),
    Recommends: options['--deb-recommends'].join(', '),
    Section: options['--category'] ?? 'default',
    Priority: options['--deb-priority'],
    Homepage: options['--url'],
    Description: options['--description'],
  })
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

const { options, files } = read(process.argv.slice(2));
if (options['-t'] !== 'deb') throw new Error(`Only debs are made here, not ${options['-t']}.`);
const tree = mkdtempSync(join(tmpdir(), 'arcspace-deb-'));
try {
  mkdirSync(join(tree, 'DEBIAN'));
  writeFileSync(join(tree, 'DEBIAN/control'), control(options));
  const scripts = { postinst: options['--after-install'], postrm: options['--after-remove'] };
  for (const [name, from] of Object.entries(scripts)) {
    cpSync(from, join(tree, 'DEBIAN', name));
    execFileSync('chmod', ['755', join(tree, 'DEBIAN', name)]);
  }
  for (const [from, to] of files) {
    const target = join(tree, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: statSync(from).isDirectory(), verbatimSymlinks: true });
  }
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, options['--package']]);
} finally {
  rmSync(tree, { recursive: true });
}
