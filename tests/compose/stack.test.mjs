// The stack as an operator has it: production files, every profile but IB's own gateway. The tests run in this order, on one stack.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  account, addressOf, allWell, api, brokerBooks, compose, containers, docker, edge, orderOf, project, prometheus, psql, secret, sh, signIn,
  state, trade, until,
} from './stack.mjs';
import { Load } from './load.mjs';
import { Trader } from './trader.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const defaults = ['postgres', 'redis', 'paper-gateway', 'engine', 'web', 'worker', 'scheduler', 'monitor'];
const trader = new Trader();
let upSeconds;

before(async () => {
  await compose('down', '--volumes', '--remove-orphans');
  const started = Date.now();
  await compose('up', '-d', '--wait', '--wait-timeout', '180');
  upSeconds = (Date.now() - started) / 1000;
  await signIn();
});

after(() => compose('down', '--volumes', '--remove-orphans'));

test('every service is healthy within a minute', async () => {
  await allWell();
  const running = (await compose('ps', '--services')).split('\n');
  for (const service of [...defaults, 'nginx', 'wal', 'prometheus', 'alertmanager', 'grafana']) assert.ok(running.includes(service), service);
  console.log(`# up to healthy: ${upSeconds.toFixed(1)} s`);
  assert.ok(upSeconds < 60, `${upSeconds} s`);
});

test('the image is below 250 MB and has no shell', async () => {
  const size = Number(await docker('image', 'inspect', '-f', '{{.Size}}', 'oms-trading:0.1.0')) / 1e6;
  console.log(`# image: ${size.toFixed(0)} MB`);
  assert.ok(size < 250, `${size} MB`);
  await assert.rejects(docker('exec', `${project}_engine`, 'sh', '-c', 'true'));
});

test('the idle services need less than 1.5 GB', async () => {
  const ids = (await Promise.all(defaults.map(containers))).flat();
  const used = (await docker('stats', '--no-stream', '--format', '{{.MemUsage}}', ...ids)).split('\n')
    .map((line) => line.match(/^([\d.]+)(\w+)/)).map(([, number, unit]) => number * { KiB: 1 / 1024, MiB: 1, GiB: 1024 }[unit]);
  const total = used.reduce((sum, mib) => sum + mib, 0);
  console.log(`# idle memory of ${ids.length} containers: ${total.toFixed(0)} MiB`);
  assert.ok(total < 1430, `${total} MiB`);
});

test('an order goes through nginx over TLS to the broker, fills and moves its position', async () => {
  const filled = await until('the first order filled', () => trade(90), 120);
  assert.equal(filled.cumQty, '1');
  const { body } = await api(`/positions?account=${account}`);
  assert.equal(body.items.find(({ symbol }) => symbol === 'AAPL').quantity, '1');
  const sent = (await brokerBooks()).executions.filter(({ orderRef }) => orderRef === filled.id);
  assert.equal(sent.length, 1);
});

test('both web replicas serve', async () => {
  for (let i = 0; i < 40; i++) assert.equal((await api('/orders?limit=1')).status, 200);
  const lines = (await docker('logs', '--tail', '60', `${project}_nginx`)).split('\n').filter((line) => line.startsWith('{')).map(JSON.parse);
  assert.equal(new Set(lines.filter(({ path }) => path === '/api/v1/orders').map(({ upstream }) => upstream)).size, 2);
});

test('TLS is what it should be, and plain HTTP leads to it', async () => {
  const plain = await new Promise((resolve, reject) => request(`http://localhost:${process.env.HTTP_PORT}/orders`, resolve).on('error', reject).end());
  assert.equal(plain.statusCode, 308);
  const page = await fetch(`${edge}/`);
  assert.match(page.headers.get('strict-transport-security'), /max-age=31536000/);
  assert.match(page.headers.get('content-security-policy'), /default-src 'self'/);
  const asset = (await page.text()).match(/src="(\/assets\/[^"]+\.js)"/)[1];
  const script = await fetch(edge + asset);
  assert.match(script.headers.get('cache-control'), /immutable/);
  assert.equal(script.headers.get('content-encoding'), 'gzip');
  const old = new Promise((resolve) => execFile('openssl', ['s_client', '-connect', `localhost:${process.env.HTTPS_PORT}`, '-tls1_1'], (error) => resolve(error)).stdin.end());
  assert.ok(await old, 'TLS 1.1 was accepted');
});

test('metrics and media are not reached from outside, an address cannot be pretended', async () => {
  assert.equal((await fetch(`${edge}/metrics`)).status, 404);
  assert.equal((await fetch(`${edge}/protected-media/x`)).status, 404);
  const { status } = await fetch(`${edge}/api/v1/orders`, { headers: { 'X-Forwarded-For': '127.0.0.1' } });
  assert.equal(status, 401);
});

test('a stream comes through nginx as it happens', async () => {
  const { body } = await api('/auth/login', { method: 'POST', body: { email: 'admin@example.com', password: secret('superuser_password') } });
  const controller = new AbortController();
  const stream = await fetch(`${edge}/api/v1/stream`, { headers: { Authorization: `Bearer ${body.accessToken}` }, signal: controller.signal });
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  const heard = (async () => {
    for (let text = ''; ;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('the stream ended');
      text += value;
      if (text.includes('OrderPlaced') || /event: ?(order|execution)/i.test(text)) return true;
    }
  })();
  await trade();
  assert.ok(await Promise.race([heard, delay(5000, false)]), 'nothing was heard within 5 s of a fill');
  controller.abort();
});

test('the program cannot change what the journal says, reports cannot see users', async () => {
  await assert.rejects(psql('UPDATE journal SET kind = kind', 'oms_app'), /permission denied/);
  await assert.rejects(psql('DELETE FROM journal', 'oms_app'), /permission denied/);
  await assert.rejects(psql('CREATE TABLE public.mine (a int)', 'oms_app'), /permission denied/);
  await assert.rejects(psql('SELECT * FROM settings.users', 'oms_report'), /permission denied/);
  assert.ok(Number(await psql('SELECT count(*) FROM read.orders', 'oms_report')) > 0);
  assert.equal(await psql('SHOW shared_buffers'), '256MB');
  assert.equal(await psql('SHOW server_encoding'), 'UTF8');
});

test('no secret is in the environment of a container', async () => {
  for (const id of (await compose('ps', '-q')).split('\n')) {
    const environment = await docker('inspect', '-f', '{{json .Config.Env}}', id);
    for (const name of readdirSync(process.env.SECRETS_DIR).filter((file) => !['tls'].includes(file)))
      assert.ok(!environment.includes(secret(name)), `${name} is in the environment of ${id}`);
  }
});

test('kill -9 of each service in turn: it comes back, and no order is lost or sent twice', async (t) => {
  trader.start();
  for (const service of [...defaults, 'nginx', 'wal', 'prometheus', 'grafana']) {
    await t.test(service, async () => {
      for (const container of await containers(service)) {
        const { pid, restarts } = await state(container);
        assert.ok(pid > 1);
        const started = Date.now();
        process.kill(pid, 'SIGKILL');
        await until(`${service} restarted`, async () => (await state(container)).restarts > restarts, 30);
        await allWell(90);
        console.log(`# ${service} killed: all healthy again after ${((Date.now() - started) / 1000).toFixed(1)} s`);
      }
      await signIn();
      await trade(60);
    });
  }
});

test('Redis gone for a minute: trading goes on', async () => {
  await compose('stop', 'redis');
  const before = trader.accepted.length;
  const end = Date.now() + 60_000;
  for (let trades = 0; Date.now() < end; trades++) {
    await trade(20);
    await delay(5000);
  }
  assert.ok(trader.accepted.length > before);
  assert.equal((await api('/health/ready')).status, 200);
  await compose('start', 'redis');
  await allWell();
  await trade();
});

test('a restart of web loses no request of 200 a second', async () => {
  await signIn();
  const load = new Load();
  load.start(200);
  await sh(`${root}scripts/restart-services`, 'web');
  const { sent, rate, slowest } = await load.stop();
  console.log(`# web restarted one by one under load: ${sent} requests at ${rate.toFixed(0)}/s, ${load.failed.length} failed, the slowest took ${slowest} ms`);
  assert.deepEqual(load.failed, []);
  assert.ok(rate > 190, `${rate}/s`);
});

test('every order that was accepted is there once, filled once, and the broker agrees', async () => {
  await trader.stop();
  await signIn();
  console.log(`# trader: ${trader.accepted.length} accepted, ${trader.denied.length} denied, ${trader.retries} retries`);
  assert.ok(trader.accepted.length > 100);
  assert.deepEqual(trader.lost, []);
  const books = await brokerBooks();
  const bySource = new Map();
  for (const execution of books.executions) bySource.set(execution.orderRef, [...(bySource.get(execution.orderRef) ?? []), execution]);
  for (const clOrdId of trader.accepted) {
    const order = await until(`${clOrdId} settled`, async () => {
      const found = await orderOf(clOrdId);
      return ['Filled', 'Rejected', 'Canceled', 'Expired'].includes(found.ordStatus) && found;
    }, 30);
    const fills = bySource.get(order.id) ?? [];
    assert.equal(fills.reduce((sum, { lastQty }) => sum + lastQty, 0), Number(order.cumQty), `${clOrdId} ${order.ordStatus}`);
    assert.ok(books.orders.filter(({ orderRef }) => orderRef === order.id).length <= 1, `${clOrdId} was sent twice`);
  }
  for (const clOrdId of trader.denied) assert.ok(!bySource.has((await orderOf(clOrdId)).id), `${clOrdId} was refused and sent`);
  const { body } = await api(`/positions?account=${account}`);
  const held = books.positions.find(({ symbol }) => symbol === 'AAPL')?.quantity ?? 0;
  assert.equal(Number(body.items.find(({ symbol }) => symbol === 'AAPL')?.quantity ?? 0), held);
});

test('Prometheus reaches every target and has every rule', async () => {
  const base = `http://127.0.0.1:${process.env.PROMETHEUS_PORT}/api/v1`;
  await until('all targets up', async () => {
    const { data } = await (await fetch(`${base}/targets?state=active`)).json();
    const jobs = new Set(data.activeTargets.map(({ labels }) => labels.job));
    const bad = data.activeTargets.filter(({ health }) => health !== 'up');
    if (bad.length) throw new Error(bad.map(({ scrapeUrl, lastError }) => `${scrapeUrl} ${lastError}`).join('; '));
    return ['engine', 'web', 'worker', 'scheduler', 'monitor', 'paper-gateway', 'postgres', 'redis', 'nginx', 'alertmanager'].every((job) => jobs.has(job));
  });
  const { data } = await (await fetch(`${base}/rules`)).json();
  const rules = data.groups.flatMap(({ rules: of }) => of);
  assert.ok(rules.length > 20);
  assert.deepEqual(rules.filter(({ health }) => health === 'err').map(({ name, lastError }) => `${name}: ${lastError}`), []);
});

test('Grafana is provisioned, and every panel of every dashboard shows something', async () => {
  const grafana = `http://127.0.0.1:${process.env.GRAFANA_PORT}`;
  const headers = { Authorization: `Basic ${Buffer.from(`admin:${secret('grafana_password')}`).toString('base64')}` };
  const found = await (await fetch(`${grafana}/api/search?type=dash-db`, { headers })).json();
  assert.deepEqual(found.map(({ uid }) => uid).sort(), ['oms-broker', 'oms-desk', 'oms-order-path', 'oms-platform']);
  const sources = await (await fetch(`${grafana}/api/datasources`, { headers })).json();
  assert.deepEqual(sources.map(({ uid }) => uid), ['prometheus']);
  await trade();
  assert.equal((await api('/jobs/runs', { method: 'POST', body: { job: 'expire' } })).status, 201); // So that jobs have run.
  await until('every panel shows something', async () => {
    const empty = await emptyPanels();
    if (empty.length > 0) throw new Error(empty.join('\n'));
    return true;
  }, 90);
});

async function emptyPanels() {
  const empty = [];
  for (const file of readdirSync(`${root}infra/grafana/dashboards`)) {
    const board = JSON.parse(readFileSync(`${root}infra/grafana/dashboards/${file}`, 'utf8'));
    for (const panel of board.panels.filter(({ targets }) => targets)) {
      for (const { expr } of panel.targets) {
        const query = expr.replaceAll('$__rate_interval', '5m').replaceAll('$__interval', '1m');
        if ((await prometheus(query)).length === 0) empty.push(`${file}: ${panel.title}: ${query}`);
      }
    }
  }
  return empty;
}

test('a lost database volume comes back from the last copy and the log, with every order', async () => {
  await signIn();
  const order = await trade();
  const drill = await sh(`${root}scripts/recovery-drill`, '--yes');
  console.log(drill.split('\n').filter((line) => /RPO|RTO/.test(line)).map((line) => `# ${line}`).join('\n'));
  await allWell(90);
  await signIn();
  assert.equal((await orderOf(order.clOrdId)).ordStatus, 'Filled');
  await trade();
});

test('a backup is taken, and restored into a fresh volume', async () => {
  await signIn();
  const order = await trade();
  await sh(`${root}scripts/restore-backup`, '--fresh', '--yes');
  await allWell(90);
  await signIn();
  assert.equal((await orderOf(order.clOrdId)).ordStatus, 'Filled');
  assert.ok((await orderOf(order.clOrdId)).id === order.id);
  await trade();
});

test('nothing is left behind', async () => {
  await compose('down', '--volumes', '--remove-orphans');
  assert.equal(await docker('ps', '-aq', '--filter', `label=com.docker.compose.project=${project}`), '');
  assert.equal(await docker('volume', 'ls', '-q', '--filter', `label=com.docker.compose.project=${project}`), '');
});
