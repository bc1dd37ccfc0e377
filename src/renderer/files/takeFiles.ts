import { isSeeThrough } from '../../graph/animations/avifTracks.ts';
import { sourceOf } from '../../graph/animations/byteSource.ts';
import { isAnimated, isAvifSequence } from '../../graph/animations/indexAnimation.ts';
import type { Point } from '../../graph/edit/point.ts';
import { filmFormatNames, filmMediaType } from '../../graph/filmFormats.ts';
import { heicRemedy, isHeicName, pictureFormatNames, pictureMediaType } from '../../graph/pictureFormats.ts';
import { problemFrom } from '../../graph/problem.ts';
import type { NodeEntry } from '../../graph/registry.ts';
import { isWorkflowName } from '../../protocol/workflowName.ts';
import { addInView } from '../app/actions.ts';
import type { App } from '../app/createApp.ts';
import { pageTurns } from '../page/pageTurns.ts';
import { type Control, parameterFields } from '../parameters/fields.ts';
import { bytesOf, mayCarryWorkflow } from '../reading/source.ts';
import { texts } from '../text/texts.ts';

const LARGEST = 256 * 1024 * 1024;

function loaderFor(app: App, control: Control): { entry: NodeEntry; parameter: string } | undefined {
  for (const entry of app.editor.registry.values()) {
    const field = parameterFields(entry).find((each) => each.control === control);
    if (field) return { entry, parameter: field.spec.name };
  }
  return undefined;
}

async function importAs(app: App, file: File, control: Control, at?: Point): Promise<void> {
  const loader = loaderFor(app, control);
  if (!loader) return;
  const { path } = await app.client.call('importFile', { name: file.name, bytes: await bytesOf(file) });
  addInView(app, loader.entry, { [loader.parameter]: path }, at);
}

/** Whether it moves and its frames can be read here. The page goes on meanwhile. */
async function isReadAsFilm(app: App, file: File): Promise<boolean> {
  const bytes = await bytesOf(file);
  const source = sourceOf(bytes, pageTurns().pause);
  if (isAvifSequence(bytes)) return !(await isSeeThrough(source)) && app.client.call('readsAv1', {});
  return isAnimated(source);
}

async function take(app: App, file: File, at?: Point): Promise<void> {
  const isText = isWorkflowName(file.name) || file.type === 'application/json';
  if (isText || (await mayCarryWorkflow(file))) {
    const opened = await app.files.openFile(file);
    if (isText || opened === 'opened') return;
  }
  if (pictureMediaType(file.name)) {
    return importAs(app, file, (await isReadAsFilm(app, file)) ? 'film_file' : 'image_file', at);
  }
  if (filmMediaType(file.name)) return importAs(app, file, 'film_file', at);
  if (/\.(safetensors|latent)$/i.test(file.name)) return importAs(app, file, 'latents_file', at);
  app.log.notify({ level: 'warning', message: texts.files.unsupported(file.name), remedy: remedyFor(file.name) });
}

function remedyFor(name: string): string {
  if (isHeicName(name)) return texts.files.noHeic(heicRemedy);
  return texts.files.whatToDrop(pictureFormatNames, filmFormatNames);
}

/**
 * Opens workflows, also those inside pictures and films; other pictures, films and latents become nodes that load them. A
 * picture that moves is a film, where its frames can be read.
 */
export async function takeFiles(app: App, files: readonly File[], at?: Point): Promise<void> {
  for (const [index, file] of files.entries()) {
    if (file.size > LARGEST) {
      app.log.notify({
        level: 'error',
        message: texts.files.tooLarge(file.name),
        remedy: filmMediaType(file.name) ? texts.files.copyFilm : texts.files.maximumSize,
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
