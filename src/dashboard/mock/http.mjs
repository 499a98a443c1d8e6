import { createReadStream, existsSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

export function send(response, status, body, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

export function problem(response, status, code, detail, more = {}) {
  const titles = { 401: 'Not signed in', 403: 'Not allowed', 404: 'Not found', 409: 'Conflict', 422: 'Order denied', 429: 'Too many attempts', 503: 'Not ready' };
  send(response, status, { type: 'about:blank', title: titles[status] ?? 'Refused', status, detail, code, traceId: '00-mock-00', ...more },
    { 'Content-Type': 'application/problem+json' });
}

export async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}

/** The built dashboard, every unknown path being the program's own. */
export function serveFile(response, path) {
  const wanted = join(dist, normalize(path));
  const file = wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(dist, 'index.html');
  if (!existsSync(file)) return problem(response, 404, 'NOT_BUILT', 'Run npm run build first.');
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
}
