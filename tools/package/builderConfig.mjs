import { join } from 'node:path';
import { besideArchive } from './stage.mjs';

/**
 * Who may do what with the Electron program. Nothing makes a Node of it, and it starts nothing but the archive, whose content is
 * checked where the system lets it (Windows and macOS).
 */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

/** The type of workflow files. Plain .json files can be opened too, but belong to other programs. */
const workflowFile = {
  ext: 'arcspace',
  name: 'Arcspace workflow',
  description: 'Arcspace workflow',
  mimeType: 'application/vnd.arcspace.workflow+json',
  role: 'Editor',
  rank: 'Owner',
};

/** On a Mac a program takes from the Dock only what it lists; what others open by default stays theirs. */
const alsoOpens = [
  { ext: 'json', name: 'JSON', role: 'Editor', rank: 'Alternate' },
  { ext: 'png', name: 'Picture that carries a workflow', role: 'Viewer', rank: 'Alternate' },
];

/** What Electron needs of Debian and Ubuntu. The library of sound has had another name since their releases of 2024. */
const debDependencies = [
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libxtst6',
  'xdg-utils',
  'libatspi2.0-0',
  'libuuid1',
  'libsecret-1-0',
  'libgbm1',
  'libasound2t64 | libasound2',
];

/**
 * Without the certificate of whoever publishes it, a Mac program is signed by nobody: Apple silicon starts none without a signature at all, and
 * the hardened runtime would refuse the libraries of such a one. What is no program cannot be signed at all.
 */
function macSigning({ CSC_LINK, CSC_NAME }, isProgram) {
  if (!isProgram) return { identity: null };
  return CSC_LINK || CSC_NAME ? { hardenedRuntime: true } : { identity: '-', hardenedRuntime: false };
}

/**
 * What electron-builder is told.
 * @param {{ homepage?: string, root: string, staged: { app: string, resources: string }, output: string, electronVersion: string,
 * electronDist?: string, isProgram?: boolean, environment: Record<string, string | undefined> }} options `electronDist` is a folder with an unpacked Electron,
 * which is fetched otherwise; it may be a stand-in that is no program
 * @returns {import('electron-builder').Configuration}
 */
export function builderConfig(options) {
  const { root, staged, output, homepage, electronVersion, electronDist, isProgram = true, environment } = options;
  const resource = (name) => join(root, 'resources', name);
  return {
    appId: 'app.arcspace.desktop',
    productName: 'Arcspace',
    copyright: 'The authors of Arcspace, MIT licence',
    directories: { output, buildResources: join(root, 'resources') },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: 'arcspace-${version}-${os}-${arch}.${ext}',
    electronVersion,
    ...(electronDist && { electronDist }),
    electronFuses: fuses,
    // Its AppImages need no library that newer systems do not have (libfuse2).
    toolsets: { appimage: '1.0.3' },
    npmRebuild: false,
    publish: null,
    asar: { smartUnpack: false },
    // The system loads these by itself, and it knows nothing of archives. Whoever wants another libav.js may put it in its place (LGPL).
    asarUnpack: ['**/*.{node,dll,dylib}', '**/*.so*', '**/@libav.js/**/*.wasm'],
    // Packages would be looked for anew: these are already the right ones.
    files: ['**/*', { from: join(staged.app, 'node_modules'), to: 'node_modules', filter: ['**/*'] }],
    extraResources: besideArchive.map((name) => ({ from: join(staged.resources, name), to: name })),
    linux: {
      // A deb names the project's homepage; one without is not made.
      target: homepage ? ['AppImage', 'deb'] : ['AppImage'],
      fileAssociations: [workflowFile],
      executableName: 'arcspace',
      // Not said, an AppImage would always be started with --no-sandbox.
      executableArgs: [],
      syncDesktopName: true,
      category: 'Graphics',
      icon: resource('icons'),
      synopsis: 'Node editor for latent space',
      maintainer: 'The authors of Arcspace <maintainers@arcspace.invalid>',
      desktop: { entry: { Keywords: 'Stable Diffusion;latent;image;nodes;', StartupNotify: 'true' } },
    },
    deb: { depends: debDependencies, recommends: [], packageCategory: 'graphics' },
    win: {
      target: ['nsis', 'zip'],
      icon: resource('icon.ico'),
      // Windows keeps this name in its registry, where names have no spaces.
      fileAssociations: [{ ...workflowFile, name: 'Arcspace.Workflow', icon: resource('workflow.ico') }],
    },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: {
      target: ['dmg', 'zip'],
      category: 'public.app-category.graphics-design',
      icon: resource('icon.icns'),
      entitlements: resource('entitlements.mac.plist'),
      entitlementsInherit: resource('entitlements.mac.plist'),
      ...macSigning(environment, isProgram),
      fileAssociations: [{ ...workflowFile, icon: resource('workflow.icns') }, ...alsoOpens],
    },
  };
}
