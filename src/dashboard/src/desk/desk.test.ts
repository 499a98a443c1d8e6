import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Me } from '../api/types';

vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });
vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
vi.stubGlobal('cancelAnimationFrame', (frame: number) => clearTimeout(frame));
const { Desk } = await import('./desk');
const { keep } = await import('../auth/session');

type Lists = Record<string, unknown>;
let lists: Lists = {};
let asked: string[] = [];
const readAfter: (string | null)[] = [];
let say: (event: string, data: unknown, id?: number) => void = () => undefined;
let end: () => void = () => undefined;

vi.stubGlobal('fetch', (url: string, options: RequestInit) => {
  const path = url.replace('/api/v1', '');
  asked.push(path);
  readAfter.push(new Headers(options.headers).get('X-Read-After-Seq'));
  if (!path.startsWith('/stream')) {
    const answer = lists[path] ?? lists[path.split('?')[0] ?? ''] ?? { items: [], nextCursor: null };
    return Promise.resolve(typeof answer === 'number' ? new Response('{}', { status: answer }) : new Response(JSON.stringify(answer)));
  }
  return Promise.resolve(new Response(new ReadableStream<Uint8Array>({
    start: (line) => {
      options.signal?.addEventListener('abort', () => line.error(new Error('aborted')));
      say = (event, data, id) => line.enqueue(new TextEncoder().encode(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
      end = () => line.close();
    },
  })));
});

const order = (id: string, version: number, isOpen = true) => ({ id, version, isOpen });
const settle = (ms = 300) => vi.advanceTimersByTimeAsync(ms);
let desk: InstanceType<typeof Desk>;
beforeEach(async () => {
  vi.useFakeTimers();
  keep({ accessToken: 'a', refreshToken: 'r', expiresIn: 90_000 });
  asked = [];
  lists = {
    '/orders?status=open&limit=500': { items: [order('1', 1)], nextCursor: 'more' },
    '/orders?status=open&cursor=more&limit=500': { items: [order('2', 1)], nextCursor: null },
    '/orders?status=all&limit=500': { items: [order('3', 4, false)], nextCursor: 'older' },
    '/brokers/ib/status': { state: 'Ready', reason: null },
  };
  desk = new Desk({ email: 'a' } as Me);
  desk.start();
  await settle();
});
afterEach(() => {
  desk.stop();
  vi.useRealTimers();
});
const held = () => [...desk.orders.get().values()].map(({ id, version, isOpen }) => [id, version, isOpen]);

test('the stream is opened before any list is read, and every open order is read', () => {
  expect(asked[0]).toBe('/stream?quotes=*');
  expect(held()).toEqual([['1', 1, true], ['2', 1, true], ['3', 4, false]]);
  expect(desk.olderOrders.get()).toBe('older');
  expect(desk.loaded.get()).toBe(true);
});

test('an order event is taken by version, its execution once', async () => {
  say('order', { seq: 9, order: order('1', 3), execution: { execId: 'X1', commission: null } }, 9);
  say('order', { seq: 8, order: order('1', 2), execution: { execId: 'X1', commission: null } }, 8);
  await settle();
  expect(held()[0]).toEqual(['1', 3, true]);
  expect(desk.executions.get().size).toBe(1);
});

test('many quotes of one frame are one change', async () => {
  let changes = 0;
  desk.quotes.subscribe(() => { changes += 1; });
  for (let second = 10; second < 30; second += 1) say('quote', { symbol: 'AAPL', at: `2026-01-05T14:30:${second}Z` });
  await settle();
  expect(changes).toBe(1);
  expect(desk.quotes.get().get('AAPL')?.at).toBe('2026-01-05T14:30:29Z');
});

test('an order that closed during an outage, out of sight of every list, is asked for', async () => {
  lists['/orders?status=open&limit=500'] = { items: [order('2', 1)], nextCursor: null };
  lists['/orders/1'] = order('1', 7, false);
  end();
  await settle(2000);
  expect(held()[0]).toEqual(['1', 7, false]);
  expect(desk.stream.status.get().phase).toBe('connected');
});

test('a list this person may not read does not keep the others away', async () => {
  lists['/risk/kill-switch'] = 403;
  lists['/brokers/ib/status'] = 403;
  end();
  await settle(2000);
  expect(desk.stream.status.get().phase).toBe('connected');
  expect(desk.killSwitch.get()).toBeNull();
});

test('an essential list that cannot be read leaves the state uncertain', async () => {
  lists['/positions'] = 500;
  end();
  await settle(2000);
  expect(desk.stream.status.get()).toMatchObject({ phase: 'reconnecting', reason: 'The server answered 500' });
});

test('a change of an account has the switches read again', async () => {
  asked = [];
  say('account', { seq: 10, kind: 'KillSwitchOn', account: {} }, 10);
  await settle();
  expect(asked).toEqual(expect.arrayContaining(['/accounts', '/risk/kill-switch']));
  expect(desk.accountsChanged.get()).toBe(1);
});

test('a commission, which is told with its order only, has the executions read again', async () => {
  const fill = { execId: 'X1', commission: null };
  say('order', { seq: 11, kind: 'OrderTraded', order: order('9', 2, false), execution: fill }, 11);
  lists['/executions'] = { items: [{ ...fill, commission: '1' }], nextCursor: null };
  say('order', { seq: 12, kind: 'OrderCommissionBooked', order: order('9', 3, false), execution: null }, 12);
  await settle();
  expect(desk.executions.get().get('X1')?.commission).toBe('1');
  expect(readAfter.at(-1)).toBe('12');
});
