import { noticeOfDevice } from '../deviceNotice.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { type EngineChoices, openEngine } from '../openEngine.ts';
import { profileLines } from '../profileLines.ts';

/** Says where the nodes of a model's networks run, and which operators take the time. @throws ArcspaceError for a model that does not run. */
export async function doctorModel(name: string, options: EngineChoices & { json?: boolean }): Promise<ExitCode> {
  const engine = openEngine(options);
  try {
    await noticeOfDevice(engine, options.device);
    const { provider, label } = await engine.devices.current();
    const networks = await engine.profile(name);
    if (options.json) console.log(JSON.stringify({ model: name, device: label, provider, networks }, null, 2));
    else console.log([`${name} on ${label}`, ...networks.flatMap(profileLines)].join('\n'));
    return exitCodes.done;
  } finally {
    await engine.close();
  }
}
