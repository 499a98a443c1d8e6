const FIRST_MS = 500;
const MAX_MS = 20_000;

/** The wait before attempt number `attempt` (from 1): doubling, bounded, and spread so that desks do not return in step. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random());
}
