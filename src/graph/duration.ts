/** How long something took: 640 ms, 2.4 s, 40 s, 1 min 20 s, 12 min, 3 h 5 min. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return '< 1 ms';
  if (Math.round(milliseconds) < 1000) return `${Math.round(milliseconds)} ms`;
  if (Math.round(milliseconds / 100) < 100) return `${(milliseconds / 1000).toFixed(1)} s`;
  return inSeconds(Math.round(milliseconds / 1000));
}

/** How long something will take: the same in whole seconds, and rather a little too long. */
export function timeLeft(seconds: number): string {
  return inSeconds(Math.max(1, Math.ceil(seconds)));
}

/** From ten minutes on nobody counts seconds. */
const WITH_SECONDS = 600;

function inSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < WITH_SECONDS) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
