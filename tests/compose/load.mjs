// Asks for orders at a steady rate over kept connections, as a roomful of screens does, and counts what was not answered with 200.
import { Agent, request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { bearer, edge } from './stack.mjs';

const CONNECTIONS = 64;
const PATIENCE_MS = 20_000;

export class Load {
  failed = [];
  #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  #times = [];
  #isOver = false;
  #running;

  start(perSecond) {
    this.#running = this.#run(perSecond);
  }

  /** How many were sent, how many a second, and the slowest answer in milliseconds. */
  async stop() {
    this.#isOver = true;
    const rate = await this.#running;
    this.#agent.destroy();
    return { sent: this.#times.length, rate, slowest: this.#times.reduce((most, time) => Math.max(most, time), 0) };
  }

  async #run(perSecond) {
    const started = Date.now();
    const open = new Set();
    for (let sent = 0; !this.#isOver; await delay(5)) {
      for (; sent < ((Date.now() - started) * perSecond) / 1000; sent++) {
        const one = this.#ask().finally(() => open.delete(one));
        open.add(one);
      }
    }
    const rate = (this.#times.length + open.size) / ((Date.now() - started) / 1000);
    await Promise.all(open);
    return rate;
  }

  async #ask() {
    const started = Date.now();
    const status = await new Promise((resolve) => {
      const ask = request(`${edge}/api/v1/orders?limit=1`, { agent: this.#agent, timeout: PATIENCE_MS, headers: bearer() }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode)).on('error', ({ code }) => resolve(code));
      });
      ask.on('timeout', () => ask.destroy(new Error('timeout'))).on('error', ({ code, message }) => resolve(code ?? message)).end();
    });
    this.#times.push(Date.now() - started);
    if (status !== 200) this.failed.push(status);
  }
}
