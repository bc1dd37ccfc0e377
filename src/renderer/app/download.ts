/** Gives a file to the user, as the browser or the desktop program does it: into the downloads, or where they choose. */
export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The click only begins the download.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
