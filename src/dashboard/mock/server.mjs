// A stand-in for the server, for work on the screens and for looking at them: `npm run mock`, then `npm run dev` or the
// built dashboard at its own address. Sign in as admin@, trader@, risk@ or viewer@example.com, password demo-demo-demo.
// POST /mock/broker {state, reason}, /mock/drop {seconds}, /mock/lose {count} and /mock/silence {symbol, on} make trouble.

import { createServer } from 'node:http';
import { book, publish } from './book.mjs';
import { broker, users } from './firm.mjs';
import { bodyOf, problem, send, serveFile } from './http.mjs';
import { instruments, silent, tick } from './market.mjs';
import { routes } from './routes.mjs';
import { seed } from './seed.mjs';
import { answers, match } from './venue.mjs';

const port = Number(process.env.MOCK_PORT ?? 8000);
const streams = new Set();
let downUntil = 0;

function userOf(request) {
  const email = /^Bearer a\d+\.(.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return email && users[email] ? { email, ...users[email] } : null;
}

function stream(request, response, query) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': open\n\n');
  const write = ({ id, event, data }) => response.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const last = Number(request.headers['last-event-id'] ?? query.get('from') ?? Number.MAX_SAFE_INTEGER);
  for (const entry of book.events) if (Number(entry.id) > last) write(entry);
  const quotes = query.get('quotes');
  const wants = (entry) => entry.event !== 'quote' || quotes === '*' || quotes?.split(',').includes(entry.data.symbol);
  const listener = (entry) => { if (wants(entry)) write(entry); };
  const beat = setInterval(() => response.write(': beat\n\n'), 15_000);
  book.listeners.add(listener);
  streams.add(response);
  request.on('close', () => { clearInterval(beat); book.listeners.delete(listener); streams.delete(response); });
}

async function trouble(request, response, path) {
  const body = await bodyOf(request);
  if (path === '/mock/broker') {
    Object.assign(broker, { state: body.state, reason: body.reason ?? null, since: new Date().toISOString(), attempts: body.state === 'Ready' ? 1 : broker.attempts + 1 });
    publish('broker', { state: broker.state, reason: broker.reason });
  } else if (path === '/mock/drop') {
    downUntil = Date.now() + 1000 * (body.seconds ?? 5);
    for (const open of streams) open.destroy();
  } else if (path === '/mock/lose') answers.lose = body.count ?? 1;
  else if (path === '/mock/silence') silent[body.on === false ? 'delete' : 'add'](body.symbol);
  send(response, 204);
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  if (url.pathname.startsWith('/mock/')) return trouble(request, response, url.pathname);
  if (!url.pathname.startsWith('/api/')) return serveFile(response, url.pathname);
  if (Date.now() < downUntil) return request.socket.destroy();
  const path = decodeURIComponent(url.pathname.replace('/api/v1', ''));
  const me = userOf(request);
  if (path === '/stream') return me ? stream(request, response, url.searchParams) : problem(response, 401, 'UNAUTHORIZED', 'Sign in first.');
  for (const [method, pattern, answer, access] of routes) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (!match) continue;
    if (!me && access !== 'anonymous') return problem(response, 401, 'UNAUTHORIZED', 'Sign in first.');
    return answer({ request, response, match, me, query: url.searchParams });
  }
  return problem(response, 404, 'NOT_FOUND', `There is no ${request.method} ${path}.`);
});

seed();
setInterval(() => {
  for (const { symbol } of instruments) {
    if (silent.has(symbol)) continue;
    const quote = tick(symbol);
    for (const listener of book.listeners) listener({ event: 'quote', data: quote });
  }
  for (const order of book.orders.values()) if (order.isOpen && !order.inDoubt) match(order.id);
}, 500).unref();
server.listen(port, '127.0.0.1', () => console.log(`The mock listens on http://127.0.0.1:${port}`));
