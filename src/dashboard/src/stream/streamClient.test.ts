import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });
const { StreamClient } = await import('./streamClient');
const { keep } = await import('../auth/session');

interface Line { headers: Headers; say: (text: string) => void; end: () => void }
let lines: Line[] = [];
let refuse: number | null = null;
vi.stubGlobal('fetch', (_path: string, options: RequestInit) => {
  const headers = new Headers(options.headers);
  if (refuse !== null) {
    lines.push({ headers, say: () => undefined, end: () => undefined });
    return Promise.resolve(new Response('{}', { status: refuse }));
  }
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      options.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
      lines.push({ headers, say: (text) => controller.enqueue(new TextEncoder().encode(text)), end: () => controller.close() });
    },
  });
  return Promise.resolve(new Response(body, { status: 200 }));
});

const seen: string[] = [];
let reads = 0;
let gate: Promise<void> = Promise.resolve();
let client: InstanceType<typeof StreamClient>;
beforeEach(() => {
  vi.useFakeTimers();
  keep({ accessToken: 'a', refreshToken: 'r', expiresIn: 90_000 });
  lines = [];
  seen.length = 0;
  reads = 0;
  refuse = null;
  gate = Promise.resolve();
  client = new StreamClient({ onEvent: (message) => seen.push(message.data), onOpen: () => { reads += 1; return gate; } });
  client.start();
});
afterEach(() => {
  client.stop();
  vi.useRealTimers();
});
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

test('the lists are read once the line is open, and only then is the screen called true', async () => {
  await settle();
  let done = () => {};
  gate = new Promise((resolve) => { done = resolve; });
  lines[0]?.end();
  await settle(1000);
  expect([lines.length, reads]).toEqual([2, 2]);
  expect(client.status.get().phase).toBe('reconnecting');

  done();
  await settle();

  expect(client.status.get()).toMatchObject({ phase: 'connected', uncertainSince: null });
});

test('a line that ends is resumed after the last event that was seen', async () => {
  await settle();
  lines[0]?.say('id: 1042\nevent: order\ndata: one\n\n: beat\n\nevent: quote\ndata: q\n\n');
  await settle();
  const lastHeard = Date.now();
  await settle(5000);
  lines[0]?.end();
  await settle();
  expect(client.status.get()).toMatchObject({ phase: 'reconnecting', uncertainSince: lastHeard });

  await settle(1000);

  expect(seen).toEqual(['one', 'q']);
  expect(lines[1]?.headers.get('Last-Event-ID')).toBe('1042');
  expect(reads).toBe(2);
  expect(client.status.get()).toMatchObject({ phase: 'connected', uncertainSince: null });
});

test('a line that falls silent is given up', async () => {
  await settle();
  await settle(34_000);
  expect(lines).toHaveLength(1);
  await settle(3000);
  expect(lines).toHaveLength(2);
});

test('lists that cannot be read keep the screen uncertain, and the reason is told', async () => {
  await settle();
  gate = Promise.reject(new Error('The orders could not be read.'));
  gate.catch(() => undefined);
  lines[0]?.end();
  await settle(1000);
  expect(client.status.get()).toMatchObject({ phase: 'reconnecting', reason: 'The orders could not be read.' });
  expect(client.status.get().uncertainSince).not.toBeNull();
});

test('an id the server no longer knows is forgotten', async () => {
  await settle();
  lines[0]?.say('id: 5\ndata: x\n\n');
  await settle();
  refuse = 410;
  lines[0]?.end();
  await settle(1000);
  refuse = null;
  await settle(3000);

  expect(lines[1]?.headers.get('Last-Event-ID')).toBe('5');
  expect(lines.at(-1)?.headers.get('Last-Event-ID')).toBeNull();
  expect(client.status.get().phase).toBe('connected');
});

test('while the server is away the moment of doubt does not move', async () => {
  await settle();
  const lastHeard = Date.now();
  refuse = 503;
  lines[0]?.end();
  await settle(60_000);
  expect(client.status.get()).toMatchObject({ phase: 'reconnecting', uncertainSince: lastHeard });
  expect(client.status.get().attempt).toBeGreaterThan(4);
});
