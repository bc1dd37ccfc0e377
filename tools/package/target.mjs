/**
 * The system that a package is for, as Node names it.
 * @typedef {{ platform: 'linux' | 'win32' | 'darwin', arch: 'x64' | 'arm64' }} Target
 */

/** Where ONNX Runtime has libraries; it has none for Macs with Intel processors. */
const targets = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-arm64'];

/**
 * @param {string} name such as "linux-x64"
 * @returns {Target}
 * @throws Error for a system that nothing can be packaged for
 */
export function parseTarget(name) {
  if (!targets.includes(name)) {
    throw new Error(`There is no package for "${name}". Packages can be made for ${targets.join(', ')}.`);
  }
  const [platform, arch] = name.split('-');
  return { platform, arch };
}

export const thisTarget = () => parseTarget(`${process.platform}-${process.arch}`);
