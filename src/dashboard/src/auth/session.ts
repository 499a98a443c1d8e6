import { createStore } from '../desk/store';
import type { Tokens } from '../api/types';

const KEY = 'oms.session';
const RENEW_BEFORE_MS = 30_000;

export interface Session {
  accessToken: string;
  refreshToken: string;
  /** When to get a new access token, in milliseconds since the epoch on this machine's clock: in good time before it expires. */
  renewAt: number;
}

/** Tokens live as long as the tab: they survive a reload, not the closing of the window. */
export const session = createStore<Session | null>(read());

/** Why the last session ended, said once on the login page. */
export const endedBecause = createStore<string | null>(null);

export function keep(tokens: Tokens): Session {
  const next = {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken,
    renewAt: Date.now() + Math.max(tokens.expiresIn * 1000 - RENEW_BEFORE_MS, tokens.expiresIn * 500),
  };
  sessionStorage.setItem(KEY, JSON.stringify(next));
  endedBecause.set(null);
  session.set(next);
  return next;
}

export function drop(reason: string | null): void {
  sessionStorage.removeItem(KEY);
  endedBecause.set(reason);
  session.set(null);
}

function read(): Session | null {
  try {
    const held = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Partial<Session> | null;
    return held?.accessToken && held.refreshToken && held.renewAt ? (held as Session) : null;
  } catch {
    return null;
  }
}
