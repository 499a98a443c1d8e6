import { ageOf, serverNow } from '../api/serverClock';
import type { Quote } from '../api/types';
import { parse } from '../money/decimal';

const AGE_MAX_DEFAULT_MS = 15_000;

/** The age at which a price is refused by the account's limits; the screen draws the line at the same place. */
export function ageMax(priceAgeMaxSeconds: string | number | null | undefined): number {
  return parse(priceAgeMaxSeconds) ? Number(priceAgeMaxSeconds) * 1000 : AGE_MAX_DEFAULT_MS;
}

export interface Freshness { ageMs: number | null; stale: boolean }

/** A quote without a time cannot be called fresh. */
export function freshness(quote: Quote | null, maxMs: number, now = serverNow()): Freshness {
  const ageMs = ageOf(quote?.at, now);
  return { ageMs, stale: ageMs === null || ageMs > maxMs || quote?.stale === true };
}
