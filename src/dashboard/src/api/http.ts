import { drop, keep, session, type Session } from '../auth/session';
import { NoAnswer, Problem, problemOf } from './problem';
import { seenSeq } from './seen';
import { noteServerDate } from './serverClock';
import type { Tokens } from './types';

export const BASE = '/api/v1';
const ANSWER_WITHIN_MS = 10_000;

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Record<string, string | number | null | undefined>;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Login itself goes without a token. */
  anonymous?: boolean;
}

export interface Answer<T> { status: number; headers: Headers; body: T }

/** One call of the API: the token attached and renewed as needed, every refusal a `Problem`, silence a `NoAnswer`. */
export async function call<T>(path: string, options: Call = {}): Promise<Answer<T>> {
  const response = await send(path, options, options.anonymous ? null : await bearer());
  const renewed = response.status === 401 && !options.anonymous ? await send(path, options, await renew()) : response;
  if (renewed.status === 401 && !options.anonymous) drop('The session has ended. Sign in again.');
  if (!renewed.ok) throw await problemOf(renewed);
  const body: unknown = renewed.status === 204 ? undefined : await renewed.json().catch(() => { throw new NoAnswer('network'); });
  return { status: renewed.status, headers: renewed.headers, body: body as T };
}

/** The token to use now, renewed when it is about to expire. */
export async function bearer(): Promise<string> {
  const held = session.get();
  if (!held) throw new Problem(401, { detail: 'Not signed in.' });
  return held.renewAt > Date.now() ? held.accessToken : renew();
}

let renewing: Promise<string> | null = null;

/** A refresh token serves once, so all callers share one renewal. */
export function renew(): Promise<string> {
  renewing ??= exchange(session.get()).finally(() => { renewing = null; });
  return renewing;
}

async function exchange(held: Session | null): Promise<string> {
  if (!held) throw new Problem(401, { detail: 'Not signed in.' });
  const response = await send('/auth/refresh', { method: 'POST', body: { refreshToken: held.refreshToken } }, null);
  if (response.ok) return keep((await response.json()) as Tokens).accessToken;
  const problem = await problemOf(response);
  // Only a refusal ends the session; a server that is away for a minute does not.
  if (response.status === 400 || response.status === 401 || response.status === 403) {
    drop('The session has ended. Sign in again.');
  }
  throw problem;
}

async function send(path: string, options: Call, token: string | null): Promise<Response> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const headers = new Headers(options.headers);
  headers.set('Accept', 'application/json');
  const seen = seenSeq();
  if (seen !== null && (options.method ?? 'GET') === 'GET') headers.set('X-Read-After-Seq', seen);
  if (token) headers.set('Authorization', `Bearer ${token}`);
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  try {
    const response = await fetch(BASE + path + queryOf(options.query), {
      method: options.method ?? 'GET',
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal ? AbortSignal.any([options.signal, timeout]) : timeout,
    });
    noteServerDate(response.headers.get('Date'));
    return response;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new NoAnswer(timeout.aborted ? 'timeout' : 'network');
  }
}

function queryOf(query: Call['query']): string {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()}`;
}
