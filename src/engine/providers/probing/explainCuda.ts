import type { FinishedProbe } from '../../../protocol/probeProcess.ts';

/** Why CUDA does not compute, and what helps. */
export interface CudaFault {
  readonly reason: string;
  readonly remedy: string;
}

/** The oldest driver that runs CUDA 13 (CUDA 13.0 release notes, table 3). */
const oldestDriver = 580;

const repair = 'Press Repair in the device menu, or run "arcspace gpu install --repair".';
const installDriver = `Install version ${oldestDriver} or newer of NVIDIA's driver, then restart the computer.`;

/** What is said on the way, and what it means. The first that fits counts: what is damaged here comes before the driver. */
const known: readonly (readonly [pattern: RegExp, explain: (found: string) => CudaFault])[] = [
  [/(lib(?!cuda\.so)[\w.-]+\.so[\w.]*): cannot open/, missingLibrary],
  [
    /(lib(?!cuda\.so)[\w.-]+\.so[\w.]*): (?:file too short|invalid ELF|undefined symbol|version `|cannot read|ELF )/,
    damagedLibrary,
  ],
  [/(libcuda\.so\.1): cannot open/, noDriver],
  [/CUDA failure (35):|driver version is insufficient/, oldDriver],
  [/CUDA failure (803|804):/, mixedDriver],
  [/CUDA failure (100|101):|no CUDA-capable device/, noCard],
  [/CUDA failure (209):|no kernel image/, oldCard],
  [/out of memory|CUDA failure 2:|_STATUS_ALLOC_FAILED|NOT_ENOUGH_MEMORY/i, noMemory],
  [/(CUDNN_STATUS_\w+)|libcudnn\w*\.so[^/]*(?:fail|error)/, brokenCudnn],
];

/**
 * Why the process of a probe found no CUDA that computes.
 * @param words of the runtime; undefined where the process ended before there were any.
 */
export function explainCuda({ errors, how }: FinishedProbe, words: string | undefined): CudaFault {
  const said = `${errors}\n${words ?? ''}`;
  for (const [pattern, explain] of known) {
    const match = pattern.exec(said);
    if (match) return explain(match[1] ?? '');
  }
  if (words === undefined) return ended(how, lastLoaded(errors));
  return { reason: `CUDA does not run: ${words}`, remedy: `${repair} Everything works on the CPU too.` };
}

function noDriver(): CudaFault {
  return {
    reason:
      "The CUDA libraries are in place, but NVIDIA's driver is not installed: its library libcuda.so.1 was not found.",
    remedy: `If this machine has an NVIDIA graphics card: ${lower(installDriver)} In a container, start it with --gpus all.`,
  };
}

function oldDriver(): CudaFault {
  return {
    reason: `The CUDA libraries are in place, but NVIDIA's driver does not run CUDA 13: it is older than version ${oldestDriver}, or finds no card.`,
    remedy: installDriver,
  };
}

function mixedDriver(): CudaFault {
  return {
    reason: "The parts of NVIDIA's driver do not fit together, as after an update without a restart.",
    remedy: 'Restart the computer.',
  };
}

function noCard(): CudaFault {
  const visible = process.env.CUDA_VISIBLE_DEVICES;
  if (visible === undefined) {
    return {
      reason: "NVIDIA's driver shows no graphics card to this program.",
      remedy: 'Check that nvidia-smi lists the card. In a container, start it with --gpus all.',
    };
  }
  return {
    reason: `NVIDIA's driver shows no graphics card to this program: CUDA_VISIBLE_DEVICES is "${visible}".`,
    remedy: 'Remove CUDA_VISIBLE_DEVICES, or set it to the number of a card that nvidia-smi lists, and start again.',
  };
}

function oldCard(): CudaFault {
  return {
    reason:
      'This graphics card is too old for CUDA 13, which needs compute capability 7.5: GeForce GTX 16, RTX 20 or newer.',
    remedy: 'Choose WebGPU or the CPU.',
  };
}

function noMemory(): CudaFault {
  return {
    reason: 'There is not enough free memory on the graphics card.',
    remedy: 'Close other programs that use the graphics card, then start Arcspace again.',
  };
}

function missingLibrary(library: string): CudaFault {
  return { reason: `The CUDA runtime lacks a library: ${library} was not found.`, remedy: repair };
}

function damagedLibrary(library: string): CudaFault {
  return { reason: `A library of the CUDA runtime is damaged: ${library} cannot be loaded.`, remedy: repair };
}

function brokenCudnn(status: string): CudaFault {
  const detail = status ? ` (${status})` : '';
  return { reason: `The CUDA runtime's library for convolutions, cuDNN, does not run${detail}.`, remedy: repair };
}

function ended(how: string, library: string | undefined): CudaFault {
  const where = library === undefined ? '' : ` while it loaded ${library}`;
  return {
    reason: `A library of the CUDA runtime may be damaged: the process that tried it ${how}${where}.`,
    remedy: `${repair} If that changes nothing: ${lower(installDriver)}`,
  };
}

/** The process says what it loads, before it does. */
function lastLoaded(errors: string): string | undefined {
  return [...errors.matchAll(/^Loading (?:.*\/)?(lib[\w.-]+)$/gm)].at(-1)?.[1];
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
