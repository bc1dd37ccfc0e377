import { attachParent, type EngineHost } from '../protocol/attachParent.ts';
import { parseEngineOptions } from '../protocol/engineOptions.ts';
import { createHub } from '../protocol/hub.ts';
import { createEngine } from './createEngine.ts';

/** The engine as a process of its own: a forked child of Node or a utility process of Electron. */
const { device, ...folders } = parseEngineOptions(process.argv[2]);
const engine = createEngine({ ...folders, provider: device });

// Electron's declaration of `process.parentPort` leaves out that it closes.
attachParent(createHub(engine.handlers), process as unknown as EngineHost, engine.allow);
void engine.takeUpQueue().catch((thrown) => console.error(`The queue cannot be read: ${thrown}`));
