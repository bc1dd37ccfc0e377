const REMEMBERED = 4_000;

/** Passes a process's error output on, and keeps what is worth telling of it for whoever asks why it ended. */
export function rememberErrors(stream: NodeJS.ReadableStream | null): () => string {
  let tail = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-REMEMBERED);
    process.stderr.write(text);
  });
  return () => lastError(tail);
}

/** The last line that names an error, without the stack below it; else the last line. */
export function lastError(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => /^(\w*Error\b|FATAL ERROR:|terminate called)/.test(line)) ?? lines.at(-1) ?? '')
    .trim()
    .slice(0, 300);
}
