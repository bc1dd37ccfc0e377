import { decodeText } from '../../graph/decodeText.ts';
import type { Point } from '../../graph/edit/point.ts';
import { heicRemedy, isHeicName, pictureFormatNames, pictureMediaType } from '../../graph/pictureFormats.ts';
import { workflowIn } from '../../graph/png/pngText.ts';
import { ArcspaceError, problemFrom } from '../../graph/problem.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { addInView } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { type Control, parameterFields } from '../parameters/fields.ts';

const LARGEST = 256 * 1024 * 1024;

function loaderFor(app: App, control: Control): { entry: NodeEntry; parameter: string } | undefined {
  for (const entry of app.editor.registry.values()) {
    const field = parameterFields(entry).find((each) => each.control === control);
    if (field) return { entry, parameter: field.spec.name };
  }
  return undefined;
}

async function importAs(app: App, file: File, bytes: Uint8Array, control: Control, at?: Point): Promise<void> {
  const loader = loaderFor(app, control);
  if (!loader) return;
  const { path } = await app.client.call('importFile', { name: file.name, bytes });
  addInView(app, loader.entry, { [loader.parameter]: path }, at);
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(
    await file.arrayBuffer().catch(() => {
      throw new ArcspaceError('unreadable-file', 'It cannot be read.', 'Drop files that are still there, not folders.');
    }),
  );
}

async function take(app: App, file: File, at?: Point): Promise<void> {
  const bytes = await bytesOf(file);
  if (/\.json$/i.test(file.name) || file.type === 'application/json') {
    await app.files.openText(decodeText(bytes, file.name), file.name);
    return;
  }
  const text = workflowIn(bytes);
  if (text !== undefined && (await app.files.openText(text, file.name))) return;
  if (pictureMediaType(file.name)) return importAs(app, file, bytes, 'image_file', at);
  if (/\.safetensors$/i.test(file.name)) return importAs(app, file, bytes, 'latents_file', at);
  app.log.notify({ level: 'warning', message: `${file.name}: unsupported file type`, remedy: remedyFor(file.name) });
}

function remedyFor(name: string): string {
  if (isHeicName(name)) return `HEIC pictures cannot be read. ${heicRemedy}`;
  return `Drop a workflow (.json), a picture (${pictureFormatNames}) or latents (.safetensors).`;
}

/** Opens workflows, also those inside pictures; other pictures and latents become nodes that load them. */
export async function takeFiles(app: App, files: readonly File[], at?: Point): Promise<void> {
  for (const [index, file] of files.entries()) {
    if (file.size > LARGEST) {
      app.log.notify({
        level: 'error',
        message: `${file.name} is too large.`,
        remedy: 'Maximum size is 256 MB.',
      });
      continue;
    }
    await take(app, file, at && [at[0] + 40 * index, at[1] + 40 * index]).catch((thrown) => refuse(app, file, thrown));
  }
}

function refuse(app: App, file: File, thrown: unknown): void {
  const problem = problemFrom(thrown, { file: file.name });
  app.log.notify({ level: 'error', message: `${file.name}: ${problem.message}`, remedy: problem.remedy });
}
