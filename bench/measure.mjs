/**
 * Timing, and how often: medians of a few runs, since two shared cores are noisy. Garbage is
 * collected before each run, so that nobody pays for somebody else's. It prints nothing.
 */

/** Seconds that the work took, beside what it returned. */
export async function timed(work) {
  globalThis.gc?.();
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) / 2;
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
export const whole = (value) => grouped.format(value);
export const perSecond = (what) => (value) => `${whole(value)} ${what}/s`;
export const seconds = (value) => `${value.toFixed(value < 10 ? 2 : 1)} s`;
export const megabytes = (value) => `${whole(value)} MB`;
