import { Command, InvalidArgumentError, Option } from 'commander';
import { version } from '../../package.json';
import { parseDeviceChoice } from '../host/deviceChoice.ts';
import { providersOf } from '../protocol/providers.ts';
import type { ExitCode } from './exitCodes.ts';
import { plotFormats } from './plotFormats.ts';

const EXIT_CODES = `
Exit codes: 0 done; 1 the run failed; 2 the command line is wrong; 3 the workflow is invalid; 4 a model or a file is
missing; 130 cancelled.`;

const HUB_HELP = `
HF_ENDPOINT names another hub. HF_TOKEN, or the token that "hf auth login" has stored, is sent to the hub and nobody else.`;

const QUEUE_HELP = `
Other users of this machine see its command lines: give the password of a queue in ARCSPACE_QUEUE_PASSWORD.`;

const AXIS_HELP = `
Values of an axis:
  1,2.5,9              these
  1:9:5                from, to, count: 1, 3, 5, 7, 9
  1..8                 whole numbers
  euler,ddim  or  *    choices, or all of them; names of models
  a {red|blue} house   alternatives in a text
  ["a, b", "c"]        a list in JSON
  @prompts.txt         lines of a text file
  random:8#42:VALUES   eight of the values by seed 42; of numbers also between two: random:8:1:9
The first axis goes across the sheet, the second down; each combination of the others has a sheet of its own.`;

/** Called with the exit code of a command that has one of its own. */
type End = (code: ExitCode) => void;

/** The command line. Each command's program is loaded only when it is asked for. */
export function createProgram(end: End): Command {
  const program = new Command('arcspace')
    .description('A node editor for latent space, on the command line.')
    .version(version)
    .enablePositionalOptions()
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
    .showSuggestionAfterError();
  addRun(program, end);
  addSweep(program, end);
  addQueue(program.command('queue').description('Add runs to the queue of the editor, list and cancel them.'), end);
  addReading(program, end);
  addGetting(addModels(program), end);
  addHosting(program, end);
  return program;
}

function addRun(program: Command, end: End): void {
  program
    .command('run')
    .description('Run a workflow and save its results.')
    .argument('<file>', 'workflow file')
    .addOption(setOption())
    .option('-o, --out <folder>', 'folder for the results', '.')
    .option('-w, --workspace <folder>', 'workspace folder, with models and pictures')
    .addOption(modelsOption())
    .addOption(deviceOption())
    .addOption(
      new Option('--plots <format>', 'file format for the charts of reports').choices(plotFormats).default('svg'),
    )
    .addOption(noCacheOption())
    .option('--json', 'print events as JSON, one per line')
    .addOption(queueOption())
    .addOption(storeOption())
    .addOption(sendModelsOption())
    .addHelpText('after', QUEUE_HELP)
    .action(async (file, options) => {
      const { run } = await import('./commands/run.ts');
      end(await run(file, options));
    });
}

function addSweep(program: Command, end: End): void {
  sweeping(program.command('sweep'))
    .description('Run a workflow with every combination of values, and make a labelled sheet of the results.')
    .action(async (file, options) => {
      const { sweep } = await import('./commands/sweep.ts');
      end(await sweep(file, options));
    });
  sweeping(program.command('batch'))
    .description('Run a workflow with each file of a folder, or each line of a text file.')
    .option('-i, --input <node.parameter=folder>', 'what a parameter goes over; can be repeated', collect)
    .action(async (file, options) => {
      const { batch } = await import('./commands/batch.ts');
      end(await batch(file, options));
    });
}

/** Commands that leave to the editor what it runs, now or when it is opened. */
function addQueue(queue: Command, end: End): void {
  const ofWorkspace = (command: Command): Command =>
    command.option('-w, --workspace <folder>', 'workspace folder, whose queue it is');
  ofWorkspace(queue.command('add'))
    .description('Add runs of a workflow.')
    .argument('<file>', 'workflow file')
    .addOption(setOption())
    .option('-n, --count <number>', 'how often it is run', parseCount, 1)
    .addOption(
      new Option('--seeds <mode>', 'next: the seed after the one before; random; fixed: the same')
        .choices(['next', 'random', 'fixed'])
        .default('next'),
    )
    .option('--priority <number>', 'runs of a higher one come before those that wait', parsePriority, 0)
    .action(async (file, options) => end(await (await import('./commands/queue.ts')).addToQueue(file, options)));
  ofWorkspace(queue.command('list'))
    .description('List what runs, waits and has ended.')
    .option('--json', 'print it as JSON')
    .action(async (options) => (await import('./commands/queue.ts')).listQueue(options));
  ofWorkspace(queue.command('cancel'))
    .description('Cancel runs by their names.')
    .argument('[name...]', 'as "arcspace queue list" prints them')
    .option('--waiting', 'cancel all that wait')
    .action(async (names, options) => end(await (await import('./commands/queue.ts')).cancelInQueue(names, options)));
  addLooking(queue);
}

/** What can be seen of a queue that other machines compute for. */
function addLooking(queue: Command): void {
  queue
    .command('workers')
    .description('List the workers behind a queue, with what each computes on and how many runs it has.')
    .addOption(queueOption().makeOptionMandatory())
    .option('--json', 'print them as JSON, with their models')
    .addHelpText('after', QUEUE_HELP)
    .action(async (options) => (await import('./commands/workers.ts')).printWorkers(options));
}

/** What all commands take that compute many cells. */
function sweeping(command: Command): Command {
  return command
    .argument('<file>', 'workflow file')
    .option('-a, --axis <node.parameter=values>', 'values that a parameter takes; can be repeated', collect)
    .addOption(setOption())
    .option('-o, --out <folder>', 'folder for the results', '.')
    .option('--resume', 'compute only what an earlier run in the folder has not done')
    .option('-w, --workspace <folder>', 'workspace folder, with models and pictures')
    .addOption(modelsOption())
    .addOption(deviceOption())
    .addOption(noCacheOption())
    .option('--json', 'print cells as JSON, one per line')
    .addOption(queueOption())
    .addOption(storeOption())
    .addOption(sendModelsOption())
    .addHelpText('after', AXIS_HELP)
    .addHelpText('after', QUEUE_HELP);
}

/** Commands that compute nothing. */
function addReading(program: Command, end: End): void {
  program
    .command('validate')
    .description('Check workflows without running them.')
    .argument('<file...>', 'workflow files')
    .option('-w, --workspace <folder>', 'workspace folder, with models')
    .addOption(modelsOption())
    .option('--json', 'print the result as JSON')
    .action(async (files, options) => {
      const { validateFiles } = await import('./commands/validate.ts');
      end(await validateFiles(files, options));
    });
  program
    .command('import')
    .description('Read a workflow of ComfyUI or a picture of A1111, and say what was understood.')
    .argument('<file>', 'workflow (.json), or a picture (PNG, JPEG, WebP) that carries one')
    .option('-o, --out <file>', 'write it as an Arcspace workflow')
    .option('--json', 'print the report as JSON')
    .action(async (file, options) => {
      const { importWorkflow } = await import('./commands/importWorkflow.ts');
      end(await importWorkflow(file, options));
    });
  program
    .command('export')
    .description('Write a workflow for ComfyUI, in its API format, and say what has no equal there.')
    .argument('<file>', 'workflow file')
    .requiredOption('-o, --out <file>', 'JSON file to write')
    .action(async (file, options) => {
      const { exportWorkflow } = await import('./commands/exportWorkflow.ts');
      end(await exportWorkflow(file, options));
    });
  program
    .command('nodes')
    .description('List the nodes, or describe one.')
    .argument('[type]', 'type of a node')
    .option('--json', 'print the full declarations as JSON')
    .action(async (type, options) => (await import('./commands/nodes.ts')).nodes(type, options));
  program
    .command('schema')
    .description('Print the JSON Schema of workflow files.')
    .action(async () => (await import('./commands/schema.ts')).schema());
}

function addModels(program: Command): Command {
  return program
    .command('models')
    .description('List the models, and say what is wrong with those that cannot run; get others.')
    .enablePositionalOptions()
    .option('-w, --workspace <folder>', 'workspace folder')
    .addOption(modelsOption())
    .addOption(deviceOption())
    .option('--check', 'run every network of each model once; takes longer')
    .option('--json', 'print them as JSON')
    .action(async (options) => (await import('./commands/models.ts')).models(options));
}

/** Commands below "models". */
function addGetting(models: Command, end: End): void {
  models
    .command('get')
    .description(
      'Download a model or a LoRA from the Hugging Face hub. The same command goes on with what was interrupted.',
    )
    .argument('<repo[:file]>', 'OWNER/NAME, OWNER/NAME:FILE for one file of it, or the address of its page')
    .option('-w, --workspace <folder>', 'workspace folder; models go to "models" in it, LoRAs to "loras"')
    .addOption(
      new Option('--precision <precision>', 'fp16: half precision where there is one; fp32: as it was trained')
        .choices(['fp16', 'fp32'])
        .default('fp16'),
    )
    .option('--name <name>', 'what to call it; a usual name otherwise')
    .option('-y, --yes', 'download without a question; needed in a pipe')
    .option('--json', 'print plan and progress as JSON, one object per line')
    .addHelpText('after', HUB_HELP)
    .action(async (source, options) => {
      const { getModel } = await import('./commands/getModel.ts');
      end(await getModel(source, options));
    });
  models
    .command('known')
    .description('List models to begin with: licence, size, memory, what each is good for.')
    .option('--json', 'print them as JSON')
    .action(async (options) => (await import('./commands/knownModels.ts')).knownModels(options));
}

function addHosting(program: Command, end: End): void {
  program
    .command('doctor')
    .description('Check what works on this machine, and why the rest does not.')
    .option('-w, --workspace <folder>', 'workspace folder')
    .addOption(modelsOption())
    .addOption(deviceOption())
    .option(
      '--model <name>',
      'say instead which device runs each operator of the networks of a model, and for how long',
    )
    .option('--json', 'print it as JSON')
    .action(async ({ model, ...options }) => {
      if (model === undefined) end(await (await import('./commands/doctor.ts')).doctor(options));
      else end(await (await import('./commands/doctorModel.ts')).doctorModel(model, options));
    });
  program
    .command('serve')
    .description('Serve the editor to a browser on this machine.')
    .option('-p, --port <number>', 'port on 127.0.0.1', parsePort)
    .option('-w, --workspace <folder>', 'workspace folder, with workflows, models, pictures and results')
    .addOption(modelsOption())
    .addOption(deviceOption())
    .option('--allow-host <host:port>', 'also accept this host name, such as the end of a tunnel', collect)
    .option('--app <file>', 'show this workflow in the app view: its inputs and results alone')
    .option('--guest <folder>', 'also serve a page of your own under /guest/, which may use the engine')
    .option('--no-open', 'do not open a browser')
    .action(async (options) => (await import('./commands/serve.ts')).serve(options));
  addWorker(program);
  addGpu(program.command('gpu').description('Set up computing on an NVIDIA graphics card.'), end);
}

function addWorker(program: Command): void {
  program
    .command('worker')
    .description('Compute what "arcspace run --queue" sends from other machines.')
    .addOption(queueOption().makeOptionMandatory())
    .addOption(storeOption().makeOptionMandatory())
    .option(
      '-c, --concurrency <number>',
      'runs at a time, each in a process with its own models in memory',
      parseCount,
      1,
    )
    .option('-w, --workspace <folder>', 'workspace folder, whose models are used; runs see nothing else of it')
    .option(
      '--fetch-models',
      'fetch models that are not on this machine from the store, where they were sent with --send-models',
    )
    .option('--metrics <port>', 'answer /health and /metrics (Prometheus) on this port of 127.0.0.1', parsePort)
    .addOption(modelsOption())
    .addOption(deviceOption())
    .addHelpText('after', QUEUE_HELP)
    .action(async (options) => (await import('./commands/worker.ts')).worker(options));
  program
    .command('compute-for-worker <settings>', { hidden: true })
    .action(async (settings) => (await import('./commands/computeForWorker.ts')).compute(settings));
}

function addGpu(gpu: Command, end: End): void {
  gpu
    .command('install')
    .description('Download the CUDA libraries that ONNX Runtime needs, 1.3 GB (Linux on x64).')
    .option('-y, --yes', 'do not ask')
    .option('--repair', 'check every file that is there, and fetch anew what is damaged')
    .action(async (options) => end(await (await import('./commands/gpu.ts')).installGpu(options)));
  gpu
    .command('remove')
    .description('Delete the CUDA libraries.')
    .action(async () => end(await (await import('./commands/gpu.ts')).removeGpu()));
}

function setOption(): Option {
  return new Option(
    '-s, --set <node.parameter=value>',
    'set a parameter, or a workflow input by its name; can be repeated',
  ).argParser(collect);
}

function queueOption(): Option {
  return new Option('--queue <address>', 'let the workers behind this queue compute: redis://HOST:PORT, or rediss://');
}

function sendModelsOption(): Option {
  return new Option('--send-models', 'put the models that a run needs into the store, for workers with --fetch-models');
}

function storeOption(): Option {
  return new Option(
    '--store <place>',
    'what all machines share: a folder, or s3://BUCKET/PREFIX; for what runs read and give',
  );
}

/** Like ARCSPACE_MODELS, which lists folders as PATH does. */
function modelsOption(): Option {
  return new Option('-m, --models <folder>', 'another folder with models in it; can be repeated').argParser(collect);
}

/** Like ARCSPACE_PROVIDER. */
function deviceOption(): Option {
  const names = ['auto', ...providersOf(process.platform, process.arch).map(({ name }) => name)];
  return new Option('-d, --device <device>', `what computes: ${names.join(', ')}`).argParser((text) =>
    parseDeviceChoice(text, '--device'),
  );
}

function noCacheOption(): Option {
  return new Option('--no-cache', 'compute everything: use no results of earlier runs, and keep none for later ones');
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError('A count is a whole number from 1.');
}

function parsePriority(text: string): number {
  const priority = Number(text);
  if (Number.isInteger(priority) && Math.abs(priority) <= 100) return priority;
  throw new InvalidArgumentError('A priority is a whole number from -100 to 100.');
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}
