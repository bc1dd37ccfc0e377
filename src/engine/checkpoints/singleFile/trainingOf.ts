import { basename } from 'node:path';
import { edmClasses } from '../../../diffusion/edmSchedule.ts';
import { samplers } from '../../../diffusion/samplers/index.ts';
import type { SchedulerConfig } from '../../../diffusion/schedulerConfig.ts';
import { brokenFile } from '../../networkFiles/modelFileErrors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type SettingsBeside, settingsFile } from './settingsBeside.ts';

/** How the networks of a scheduler are trained, by its class. */
export function trainingOf({ _class_name: name }: SchedulerConfig): 'flow' | 'edm' | 'table' {
  if (String(name).startsWith('FlowMatch')) return 'flow';
  return edmClasses.includes(String(name)) ? 'edm' : 'table';
}

const trained = { flow: 'by flow matching', edm: 'with EDM', table: 'on a table of noise levels' } as const;

/**
 * A scheduler for networks that were trained otherwise makes noise of all pictures. Of the kind of Stable Diffusion XL there are models
 * that were trained with EDM, such as Playground 2.5, and their files do not always say it.
 * @throws ArcspaceError that names the file of settings.
 */
export function requireFittingScheduler({ file, title, scheduler }: Checkpoint, settings: SettingsBeside): void {
  const { _class_name: name } = settings.of('scheduler');
  if (!samplers.some(({ classes }) => classes.includes(String(name)))) return;
  const [own, wanted] = [trainingOf(scheduler), trainingOf({ _class_name: name })];
  if (own === wanted || (wanted === 'edm' && title === 'Stable Diffusion XL')) return;
  throw brokenFile(
    settingsFile(file),
    `names ${name}, a scheduler for networks that were trained ${trained[wanted]}: ${basename(file)} is a ${title} model, trained ${trained[own]}.`,
    `Remove "_class_name" there, or write ${scheduler._class_name}.`,
  );
}
