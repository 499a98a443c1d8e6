import { UNKNOWN } from './format';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

/** hh:mm:ss in the reader's own zone. */
export function formatClock(at: string | number | null | undefined): string {
  const instant = read(at);
  return instant ? clock.format(instant) : UNKNOWN;
}

/** Time alone for today, with the date in front for any other day. */
export function formatInstant(at: string | number | null | undefined, now = new Date()): string {
  const instant = read(at);
  if (!instant) return UNKNOWN;
  return day.format(instant) === day.format(now) ? clock.format(instant) : `${day.format(instant)} ${clock.format(instant)}`;
}

/** The full instant, with milliseconds and zone, for tooltips. */
export function formatExact(at: string | null | undefined): string {
  const instant = read(at);
  return instant ? `${instant.toISOString().replace('T', ' ').replace('Z', '')} UTC` : UNKNOWN;
}

export function formatAge(ms: number | null): string {
  if (ms === null) return UNKNOWN;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 1) return 'now';
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}m ${seconds % 60}s`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours}h ${minutes % 60}m` : `${Math.floor(hours / 24)}d`;
}

/** "now", or how old in words. */
export function formatOld(ms: number | null): string {
  const age = formatAge(ms);
  return age === 'now' || ms === null ? age : `${age} old`;
}

/** Milliseconds from one instant to another, null where either is unknown. */
export function between(from: string | null, to: string | null): number | null {
  const start = read(from);
  const end = read(to);
  return start && end ? end.getTime() - start.getTime() : null;
}

export function formatSpan(ms: number | null): string {
  if (ms === null) return UNKNOWN;
  if (ms < 1000) return `${ms} ms`;
  return ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : formatAge(ms);
}

function read(at: string | number | null | undefined): Date | null {
  if (at === null || at === undefined || at === '') return null;
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
