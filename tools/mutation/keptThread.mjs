import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * Vitest starts a thread for each test file and ends it afterwards, which is most of the time that a mutant takes. Here
 * the thread goes on to the next file; with `isolate` it forgets every module of the project in between.
 */
export const keptThreads = {
  name: 'kept-threads',
  createPoolWorker: (options) => new KeptThread(options),
};

/** What waits for the next file: threads, each with the configuration that it was set up with. */
const idle = [];

class KeptThread {
  name = keptThreads.name;
  #options;
  #thread;
  #kept = false;
  #config;
  #resting = false;
  #listeners = [];

  constructor(options) {
    this.#options = options;
  }

  start() {
    const kept = idle.pop();
    this.#kept = kept !== undefined;
    this.#thread = kept ?? new Worker(join(this.#options.distPath, 'workers/threads.js'), { env: this.#options.env });
  }

  on(event, listener) {
    this.#listeners.push({ event, listener });
    this.#thread.on(event, listener);
  }

  off(event, listener) {
    this.#thread?.off(event, listener);
  }

  send(message) {
    if (message.type === 'start') this.#config = message.context.config;
    if (message.type === 'start' && this.#kept) this.#answer('started');
    else if (message.type === 'stop') this.#rest();
    else if (message.type === 'run') this.#thread.postMessage(this.#withOwnConfig(message));
    else this.#thread.postMessage(message);
  }

  /** A thread that stopped by itself waits for more; one that had to be stopped, or whose file hangs, is ended. */
  async stop() {
    for (const { event, listener } of this.#listeners) this.#thread.off(event, listener);
    if (this.#resting) idle.push(this.#thread);
    else await this.#thread.terminate();
  }

  deserialize(data) {
    return data;
  }

  #rest() {
    this.#resting = true;
    this.#answer('stopped');
  }

  #answer(type) {
    this.#thread.emit('message', { type, __vitest_worker_response__: true });
  }

  /** The filter of tests differs from mutant to mutant. */
  #withOwnConfig(message) {
    return { ...message, context: { ...message.context, config: this.#config } };
  }
}
