import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = process.env.OMS_BIN ?? fileURLToPath(new URL('../../out/oms', import.meta.url));
const startLimit = 20_000;
const running = new Set();

// A test process that ends early takes its gateways with it.
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));

/** One real paper gateway. Its clock is virtual unless said otherwise: time moves only by `advance`. */
export class Gateway {
  #child;
  #status;
  #options;

  static async start(options = {}) {
    if (!existsSync(program)) throw new Error(`${program} is not there: build it first, or name it in OMS_BIN`);
    const gateway = new Gateway();
    gateway.#options = { clock: 'virtual', ...options };
    gateway.data = mkdtempSync(join(tmpdir(), 'oms-npm-client-'));
    await gateway.#launch();
    return gateway;
  }

  /** The process is gone as in a power cut, and comes back with the same books. */
  async killAndRestart() {
    await this.#end('SIGKILL');
    await this.#launch();
  }

  async stop() {
    await this.#end('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Moves a virtual clock on by less than an hour; what happens on the way has been sent when this returns. */
  advance(seconds) {
    const minutes = String(Math.floor(seconds / 60)).padStart(2, '0');
    return this.#post('clock', { advance: `00:${minutes}:${(seconds % 60).toFixed(3).padStart(6, '0')}` });
  }

  move(symbol, price) {
    return this.#post('market', { symbol, price });
  }

  notify(code, text) {
    return this.#post('faults/notice', { code, text });
  }

  // The port that was free may be taken by the time the gateway wants it.
  async #launch(attempts = 3) {
    try {
      await this.#launchOnce();
    } catch (error) {
      if (attempts <= 1) throw error;
      await this.#launch(attempts - 1);
    }
  }

  async #launchOnce() {
    this.#status = await freePort();
    const child = spawn(program, [
      'paper-gateway', '--port', '0', '--seed', '1', '--data', this.data, '--status-port', String(this.#status),
      '--clock', this.#options.clock,
    ], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.port = await portOf(child);
  }

  async #end(signal) {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    const limit = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.kill(signal);
    await exited;
    clearTimeout(limit);
  }

  async #post(path, body) {
    const answer = await fetch(`http://127.0.0.1:${this.#status}/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
  }
}

function portOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => fail('does not start'), startLimit);
    const fail = why => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      reject(new Error(`the gateway ${why}: ${said}`));
    };
    const hear = data => {
      said += data;
      const port = /TWS clients on port (\d+)/.exec(said)?.[1];
      if (!port) return;
      clearTimeout(limit);
      resolve(Number(port));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', data => { said += data; });
    child.once('error', error => fail(error.message));
    child.once('exit', code => fail(`ended with ${code}`));
  });
}

// The gateway can pick a free port for its status page, but does not say which.
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
