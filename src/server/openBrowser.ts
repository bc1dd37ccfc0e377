/** Opens the address in the user's browser where there is a screen to show one; says nothing when that fails. */
export async function openBrowser(url: string): Promise<void> {
  if (!hasScreen(process.platform, process.env)) return;
  const { default: open } = await import('open');
  await open(url).catch(() => undefined);
}

/** Whether a browser started here would be seen by whoever started this. */
function hasScreen(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  if (environment.CI || environment.SSH_CONNECTION) return false;
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
