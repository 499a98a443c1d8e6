// The stack under test: its commands, its API through nginx, and what is true of it.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';

const run = promisify(execFile);
const env = process.env;

export const project = env.COMPOSE_PROJECT_NAME;
export const account = 'DU123456';
export const edge = `https://localhost:${env.HTTPS_PORT}`;
export const secret = (name) => readFileSync(`${env.SECRETS_DIR}/${name}`, 'utf8');

export async function sh(command, ...args) {
  const { stdout } = await run(command, args, { maxBuffer: 1 << 26 });
  return stdout.trim();
}

export const docker = (...args) => sh('docker', ...args);
export const compose = (...args) => docker('compose', ...args);
export const containers = async (service) => (await compose('ps', '-q', service)).split('\n').filter(Boolean);
export const psql = (sql, user = 'postgres') =>
  compose('exec', '-T', '-e', `PGPASSWORD=${user === 'postgres' ? secret('postgres_password') : secret(`db_${user.slice(4)}_password`)}`,
    'postgres', 'psql', '-h', '127.0.0.1', '-U', user, '-d', 'oms', '-At', '-c', sql);

/** Asks again until the answer is true; what it last said, or threw, when it never is. */
export async function until(what, ask, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < end) {
    try {
      last = await ask();
      if (last) return last;
    } catch (e) {
      last = e.message ?? e;
    }
    await delay(250);
  }
  throw new Error(`${what}: not within ${seconds} s; last ${JSON.stringify(last)}`);
}

export async function state(container) {
  const [status, health, pid, restarts] = (await docker('inspect', '-f',
    '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}-{{end}} {{.State.Pid}} {{.RestartCount}}', container)).split(' ');
  return { isWell: status === 'running' && (health === 'healthy' || health === '-'), status, health, pid: Number(pid), restarts: Number(restarts) };
}

export async function allWell(seconds = 60) {
  await until('every service healthy', async () => {
    const ids = (await compose('ps', '-q')).split('\n').filter(Boolean);
    const states = await Promise.all(ids.map(state));
    return ids.length > 0 && states.every(({ isWell }) => isWell);
  }, seconds);
}

let token;

/** Signs in. A database that has just come back may have the first told to ask again, which is 503 and nothing else. */
export async function signIn() {
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${edge}/api/v1/auth/login`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'admin@example.com', password: secret('superuser_password') }),
    });
    if (answer.ok) {
      token = (await answer.json()).accessToken;
      return;
    }
    if (answer.status !== 503 || tries === 4) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
    await delay(250);
  }
}

export const bearer = () => ({ Authorization: `Bearer ${token}` });

/** One request; its status and body. A connection that breaks is status 0. */
export async function api(path, { method = 'GET', body, base = edge, seconds = 10 } = {}) {
  try {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method, signal: AbortSignal.timeout(seconds * 1000),
      headers: { ...bearer(), ...(body && { 'Content-Type': 'application/json' }) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text, headers: answer.headers };
  } catch (e) {
    return { status: 0, body: e.cause?.code ?? e.message };
  }
}

let last = 0;
export const market = (clOrdId = `compose-${process.pid}-${++last}`) =>
  ({ account, clOrdId, symbol: 'AAPL', side: last % 2 ? 'Buy' : 'Sell', orderQty: 1, ordType: 'Market' });

export const orderOf = async (clOrdId) => (await api(`/orders/clOrdId:${clOrdId}?account=${account}`)).body;

/** Places an order, again with the same id while nobody answers, and waits until it is filled. */
export async function trade(seconds = 60) {
  const order = market();
  await until(`${order.clOrdId} accepted`, async () => {
    const { status, body } = await api('/orders', { method: 'POST', body: order });
    if (status === 422) order.clOrdId += 'r'; // Refused and journaled as such: the next try is another order.
    return (status === 200 || status === 201) && body;
  }, seconds);
  return until(`${order.clOrdId} filled`, async () => {
    const found = await orderOf(order.clOrdId);
    return found.ordStatus === 'Filled' && found;
  }, seconds);
}

/** The address of a container on the network of the stack, reached from this machine. */
export const addressOf = (container) => docker('inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', container);

/** What the broker itself holds: the witness. */
export async function brokerBooks() {
  const answer = await fetch(`http://${await addressOf(`${project}_paper_gateway`)}:8004/books`);
  return answer.json();
}

export async function prometheus(query) {
  const answer = await fetch(`http://127.0.0.1:${env.PROMETHEUS_PORT}/api/v1/query?query=${encodeURIComponent(query)}`);
  const { status, error, data } = await answer.json();
  if (status !== 'success') throw new Error(`${query}: ${error}`);
  return data.result;
}
