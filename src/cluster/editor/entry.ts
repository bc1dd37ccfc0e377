import { createEngine } from '../../engine/createEngine.ts';
import { attachParent, type EngineHost } from '../../protocol/attachParent.ts';
import { parseEngineOptions } from '../../protocol/engineOptions.ts';
import { createHub } from '../../protocol/hub.ts';
import { openElsewhere } from './openElsewhere.ts';

// The engine as a process of its own: a forked child of Node or a utility process of Electron.

/** Milliseconds. */
const LONGEST_END = 3_000;

const { device, ...folders } = parseEngineOptions(process.argv[2]);
const engine = createEngine({ ...folders, provider: device, keepsPictures: true, elsewhere: openElsewhere });

// Electron's declaration of `process.parentPort` leaves out that it closes.
attachParent(createHub(engine.handlers), process as unknown as EngineHost, engine.allow, end);
process.once('SIGTERM', end);
// A terminal tells all that runs in it: whoever started the engine ends it.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});

/** In good order, so that what runs is no suspect of having ended it; not for long, because nobody waits for it. */
function end(): void {
  setTimeout(() => process.exit(0), LONGEST_END);
  void engine.close().finally(() => process.exit(0));
}

void engine.takeUpQueue().catch((thrown) => console.error(`The queue cannot be read: ${thrown}`));
