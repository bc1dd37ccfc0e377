import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { PartRole } from '../../../protocol/types.ts';
import { underName } from '../../files/weightFiles.ts';
import { findModels } from '../modelPlaces.ts';
import { findPartFiles } from './partFiles.ts';

/** The file of a part that was found, or that of its folder; undefined where there is none of the name. */
export async function pathOfPart(roots: readonly string[], role: PartRole, name: string): Promise<string | undefined> {
  const path = underName(await findPartFiles(roots, role), name);
  return path ?? underName((await findModels(roots)).models, name)?.path;
}

/** The files that a part is: itself, or what of its folder says what it computes. */
export async function filesOfPart(path: string): Promise<readonly { readonly name: string; readonly path: string }[]> {
  if (!(await stat(path)).isDirectory()) return [{ name: basename(path), path }];
  const names = (await readdir(path)).filter((name) => name === 'config.json' || endings.includes(extname(name)));
  return names.map((name) => ({ name, path: join(path, name) }));
}

const endings = ['.safetensors', '.onnx', '.onnx_data'];
