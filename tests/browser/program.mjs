import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const BINARY = process.env.OMS_BIN ?? fileURLToPath(new URL('../../out/oms', import.meta.url));
const READY_WITHIN_MS = 60_000;
const ASK_EVERY_MS = 100;

export const EMAIL = 'admin@example.com';
export const PASSWORD = 'a password of the browser tests';

/** Whatever runs is ended with this process, however it ends. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

/** The real program, on ports and data of its own. */
export class Program {
  #child = null;
  #log = '';

  static async start() {
    const program = new Program();
    program.dataDir = await mkdtemp(join(tmpdir(), 'oms-browser-'));
    [program.webPort, program.paperPort, program.monitorPort] = await freePorts(3);
    program.url = `http://127.0.0.1:${program.webPort}`;
    try {
      await program.run();
    } catch (error) {
      await program.stop();
      throw error;
    }
    return program;
  }

  /** Starts it, also again after a kill: same data, same ports. */
  async run() {
    const child = spawn(BINARY, ['run'], { env: this.#environment(), stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    running.add(child);
    child.on('error', (error) => { this.#log += error.message; });
    for (const output of [child.stdout, child.stderr]) output.on('data', (text) => { this.#log += text; });
    await this.#ready(child).catch(async (error) => {
      await this.kill();
      throw new Error(`${error.message}; it said:\n${this.#log}`);
    });
  }

  /** As a power cut would: nothing is flushed, nobody is told. */
  async kill() {
    const child = this.#child;
    this.#child = null;
    if (!child) return;
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    }
    running.delete(child);
  }

  async stop() {
    await this.kill();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  #environment() {
    return {
      PATH: process.env.PATH,
      HOME: this.dataDir,
      ...(process.env.DOTNET_ROOT ? { DOTNET_ROOT: process.env.DOTNET_ROOT } : {}),
      OMS_DATA_DIR: this.dataDir,
      OMS_WEB_PORT: String(this.webPort),
      OMS_PAPER_PORT: String(this.paperPort),
      OMS_MONITOR_PORT: String(this.monitorPort),
      FLOWER_USER: 'ann',
      FLOWER_PASSWORD: PASSWORD,
      SUPERUSER_EMAIL: EMAIL,
      SUPERUSER_PASSWORD: PASSWORD,
    };
  }

  async #ready(child) {
    const until = Date.now() + READY_WITHIN_MS;
    while (Date.now() < until) {
      if (child.pid === undefined || child.exitCode !== null) throw new Error(`${BINARY} did not stay up`);
      const answer = await fetch(`${this.url}/api/v1/health/ready`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.status === 200) return;
      await pause(ASK_EVERY_MS);
    }
    throw new Error(`${BINARY} was not ready in time`);
  }
}

/** Held all at once, so that no two are the same. */
async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  }));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}
