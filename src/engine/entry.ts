import { attachParent, type EngineHost } from '../protocol/attachParent.ts';
import { parseEngineOptions } from '../protocol/engineOptions.ts';
import { createHub } from '../protocol/hub.ts';
import { createEngine } from './createEngine.ts';
import { preferenceFrom } from './providers/preferenceFrom.ts';

/** The engine as a process of its own: a forked child of Node or a utility process of Electron. */
const engine = createEngine({
  ...parseEngineOptions(process.argv[2]),
  provider: preferenceFrom(process.env.ARCSPACE_PROVIDER),
});

// Electron's declaration of `process.parentPort` leaves out that it closes.
attachParent(createHub(engine.handlers), process as unknown as EngineHost, engine.allow);
