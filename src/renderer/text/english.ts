import { common } from './english/common.ts';
import { device } from './english/device.ts';
import { gallery } from './english/gallery.ts';
import { settings } from './english/settings.ts';
import { sharedQueue } from './english/sharedQueue.ts';
import { start } from './english/start.ts';

/** The interface in English: a subject for each screen or panel. */
export const english = { common, device, gallery, settings, sharedQueue, start };
