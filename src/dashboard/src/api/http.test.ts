import { beforeEach, expect, test, vi } from 'vitest';

const kept = new Map<string, string>();
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key),
});
const { call } = await import('./http');
const { NoAnswer, Problem } = await import('./problem');
const { drop, keep, session } = await import('../auth/session');

let calls: { path: string; authorization: string | null }[] = [];
let answers: (path: string, authorization: string | null) => Response | Error = () => json(200, {});
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
vi.stubGlobal('fetch', (path: string, options: RequestInit) => {
  const authorization = new Headers(options.headers).get('Authorization');
  calls.push({ path, authorization });
  const answer = answers(path, authorization);
  return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
});

beforeEach(() => {
  calls = [];
  keep({ accessToken: 'a1', refreshToken: 'r1', expiresIn: 900 });
});

test('a token about to expire is renewed once for all callers', async () => {
  keep({ accessToken: 'old', refreshToken: 'r1', expiresIn: 0 });
  answers = (path) => (path.endsWith('/auth/refresh') ? json(200, { accessToken: 'a2', refreshToken: 'r2', expiresIn: 900 }) : json(200, { path }));

  await Promise.all([call('/orders'), call('/positions'), call('/accounts')]);

  expect(calls.filter(({ path }) => path.endsWith('/auth/refresh'))).toHaveLength(1);
  expect(calls.filter(({ authorization }) => authorization === 'Bearer a2')).toHaveLength(3);
});

test('a 401 renews the token and asks again', async () => {
  answers = (path, authorization) => path.endsWith('/auth/refresh') ? json(200, { accessToken: 'a2', refreshToken: 'r2', expiresIn: 900 })
    : authorization === 'Bearer a2' ? json(200, { ok: true }) : json(401, {});

  expect((await call('/orders')).body).toEqual({ ok: true });
});

test('a refused renewal ends the session, a server that is away does not', async () => {
  answers = () => json(401, { detail: 'no' });
  await expect(call('/orders')).rejects.toBeInstanceOf(Problem);
  expect(session.get()).toBeNull();

  keep({ accessToken: 'old', refreshToken: 'r1', expiresIn: 0 });
  answers = () => new TypeError('refused');
  await expect(call('/orders')).rejects.toBeInstanceOf(NoAnswer);
  expect(session.get()).not.toBeNull();
});

test('a problem document becomes an error with its code, field and breaches', async () => {
  const breaches = [{ code: 'NOTIONAL_ABOVE_LIMIT', limitId: 'x', limit: '1', value: '2', headroom: '-1' }];
  answers = () => json(422, { title: 'Order denied', detail: 'too much', code: 'NOTIONAL_ABOVE_LIMIT', field: 'orderQty', breaches });

  await expect(call('/orders', { method: 'POST', body: {} })).rejects.toMatchObject({
    status: 422, message: 'too much', code: 'NOTIONAL_ABOVE_LIMIT', field: 'orderQty', breaches,
  });
});

test('a failure without a document still says something', async () => {
  answers = () => new Response('<html>bad gateway</html>', { status: 502 });
  await expect(call('/orders')).rejects.toMatchObject({ status: 502, message: 'The server answered 502' });
});

test('queries leave out what is not given', async () => {
  answers = () => json(200, {});
  await call('/orders', { query: { status: 'open', cursor: null, account: '', limit: 500 } });
  expect(calls[0]?.path).toBe('/api/v1/orders?status=open&limit=500');
});

test('signed out, nothing is asked', async () => {
  drop(null);
  await expect(call('/orders')).rejects.toMatchObject({ status: 401 });
  expect(calls).toHaveLength(0);
});
