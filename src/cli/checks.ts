import { existsSync, readFileSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Engine } from '../engine/createEngine.ts';
import { probe } from '../engine/providers/probe.ts';
import { missingRuntime } from '../engine/sessions/missingRuntime.ts';
import { problemFrom } from '../graph/problem.ts';
import type { FoundModel, ProviderFinding } from '../protocol/types.ts';
import { sizeWords } from './planLines.ts';

export interface Check {
  readonly name: string;
  /** `no`: something that would be nice; `fault`: something that Arcspace needs. */
  readonly state: 'yes' | 'no' | 'fault';
  readonly finding: string;
  readonly remedy?: string;
}

const load = createRequire(import.meta.url);

export function checkNode(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const works = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  const finding = `Node.js ${version}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory`;
  if (works) return { name: 'node', state: 'yes', finding };
  return { name: 'node', state: 'fault', finding, remedy: 'Install Node.js 20.19, 22.12, 24 or later.' };
}

/** What computes and why, and what else there is on this platform. */
export async function checkDevice(engine: Engine): Promise<Check[]> {
  const { version } = load('onnxruntime-node/package.json') as { version: string };
  const fault = await faultOfRuntime();
  if (fault) return [fault];
  const { label, reason, findings } = await engine.devices.checkAgain();
  const runs: Check = { name: 'device', state: 'yes', finding: `ONNX Runtime ${version} on ${label}. ${reason}` };
  return [runs, ...findings.map(checkOf)];
}

/** Why nothing computes at all. */
async function faultOfRuntime(): Promise<Check | undefined> {
  const cpu = await probe('cpu');
  if (cpu.computes) return undefined;
  const { message, remedy } = missingRuntime(cpu.reason);
  return { name: 'device', state: 'fault', finding: message, remedy };
}

function checkOf({ provider, state, finding, remedy }: ProviderFinding): Check {
  return { name: provider, state: state === 'fails' ? 'no' : 'yes', finding, ...(remedy && { remedy }) };
}

/** What is kept so that networks open sooner and results need not be computed again. */
export async function checkCache(engine: Engine, folder: string): Promise<Check> {
  const [networks, results] = (await Promise.all([engine.keptBytes(), engine.storedBytes()])).map(sizeWords);
  const finding = `${networks} in ${folder}, so that networks open sooner, and ${results} of results that need not be computed again; it may be deleted at any time`;
  return { name: 'cache', state: 'yes', finding };
}

/** sha256 of the files of the models that come with the program, by model and file. */
type Checksums = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Each model: whole, with the files that were published, and able to compute. */
export async function checkModels(engine: Engine, program: string): Promise<Check[]> {
  const published = readChecksums(join(program, 'models/checksums.json'));
  const found = await engine.models.list();
  if (found.length > 0) return Promise.all(found.map((model) => checkModel(engine, model, published[model.name])));
  const remedy = 'Put a model folder into the models folder of the workspace.';
  return [{ name: 'models', state: 'fault', finding: 'No models were found.', remedy }];
}

function readChecksums(file: string): Checksums {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Checksums) : {};
}

async function checkModel(engine: Engine, model: FoundModel, published: Checksums[string] | undefined): Promise<Check> {
  const name = `model ${model.name}`;
  const broken = (finding: string, remedy = ''): Check => ({
    name,
    state: published ? 'fault' : 'no',
    finding,
    remedy: published ? 'Install Arcspace again: this model comes with it.' : remedy,
  });
  if (model.fault) return broken(model.fault, model.remedy);
  try {
    const hashes = await engine.models.hashes({ role: 'model', name: model.name });
    const changed = Object.keys(published ?? {}).filter((file) => published?.[file] !== hashes[file]);
    if (changed.length > 0) return broken(`These files were changed: ${changed.join(', ')}.`);
    const { textEncoder } = await engine.models.load(model.name);
    await textEncoder.encode('');
  } catch (thrown) {
    const { message, remedy } = problemFrom(thrown);
    return broken(message, remedy);
  }
  const findings = [`${(model.bytes / 1e6).toFixed(1)} MB`, ...(published ? ['as published'] : []), 'computes'];
  return { name, state: 'yes', finding: [findings.join(', '), ...(model.notes ?? [])].join('. ') };
}

export async function checkWorkspace(folder: string): Promise<Check> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return { name: 'workspace', state: 'yes', finding: folder };
  } catch {
    const remedy = 'Choose a writable folder with --workspace.';
    return { name: 'workspace', state: 'fault', finding: `${folder} is not writable.`, remedy };
  }
}

export function checkElectron(program: string): Check {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(program, 'node_modules/electron/dist');
  if (existsSync(join(dist, 'version'))) return { name: 'electron', state: 'yes', finding: `Electron is in ${dist}` };
  const finding = 'Electron is not installed: the editor opens in the browser.';
  return {
    name: 'electron',
    state: 'no',
    finding,
    remedy: 'Run "npm start" with an internet connection to download it.',
  };
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'firefox', 'chrome.exe', 'msedge.exe'];

export function checkBrowser(path = process.env.PATH ?? ''): Check {
  const folders = path.split(delimiter);
  const found = folders
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
  if (found) return { name: 'browser', state: 'yes', finding: found };
  const finding = 'No browser was found in PATH.';
  return {
    name: 'browser',
    state: 'no',
    finding,
    remedy: 'Open the address that "arcspace serve" prints in any recent browser.',
  };
}
