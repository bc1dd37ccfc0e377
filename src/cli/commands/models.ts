import { openEngine } from '../openEngine.ts';

/** Lists the models that are here, those that cannot be used with the reason. */
export async function models(options: { workspace?: string; json?: boolean }): Promise<void> {
  const { models: store } = openEngine(options);
  const found = await store.list();
  if (options.json) {
    const whole = found.map(async (model) => ({ ...model, files: model.fault ? {} : await store.hashes(model.name) }));
    console.log(JSON.stringify(await Promise.all(whole), null, 2));
    return;
  }
  if (found.length === 0) console.log('There is no model here.');
  for (const { name, bytes, fault } of found) {
    console.log([name.padEnd(24), `${(bytes / 1e6).toFixed(1)} MB`.padStart(12), fault ?? ''].join('  ').trimEnd());
  }
}
