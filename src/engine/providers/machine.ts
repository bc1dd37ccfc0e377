import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../../package.json';
import { runtimeVersion } from '../sessions/onnx.ts';
import { explainMissingCuda } from './explainMissingCuda.ts';

const PCI = '/sys/bus/pci/devices';
const VULKAN = ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/etc/vulkan/icd.d'];
const VARIABLES = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'CUDA_VISIBLE_DEVICES'];

/**
 * What a machine's graphics are, as far as that can be told without starting them: with the same text what was found out about its
 * providers still holds. Elsewhere than on Linux it says nothing of drivers.
 */
export async function describeMachine(): Promise<string> {
  const lines = [
    `Arcspace ${version}, ONNX Runtime ${runtimeVersion}, ${process.platform} ${process.arch}`,
    ...VARIABLES.map((name) => `${name}=${process.env[name] ?? ''}`),
    (await explainMissingCuda())?.reason ?? 'CUDA is installed',
    ...(await describeGraphics()),
    ...(await Promise.all(VULKAN.map(vulkanDrivers))).flat(),
  ];
  return lines.join('\n');
}

/** Graphics cards and the version of NVIDIA's driver: what computes there gives other bits on others. Linux alone says it. */
export async function describeGraphics(): Promise<readonly string[]> {
  return [await firstLine('/proc/driver/nvidia/version'), ...(await displayAdapters())];
}

async function firstLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n', 1)[0]?.trim() ?? '';
}

/** "10de:2335" for each: vendor and device. */
async function displayAdapters(): Promise<string[]> {
  const devices = await readdir(PCI).catch(() => []);
  const found = devices.map(async (device) => {
    const [kind, vendor, model] = await Promise.all(
      ['class', 'vendor', 'device'].map((name) => firstLine(join(PCI, device, name))),
    );
    return kind?.startsWith('0x03') ? [`${vendor}:${model}`] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Manifests of Vulkan drivers, with the time at which each was installed. */
async function vulkanDrivers(folder: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).sort();
  const installed = (name: string) =>
    stat(join(folder, name)).then(
      ({ mtimeMs }) => mtimeMs,
      () => 'unreadable',
    );
  return Promise.all(names.map(async (name) => `${name} ${await installed(name)}`));
}
