// Places orders without pause while services die, as a careful client does: what is not answered is asked again with the same clOrdId.
import { setTimeout as delay } from 'node:timers/promises';
import { api, market } from './stack.mjs';

const PAUSE_MS = 200;
const GIVE_UP_MS = 90_000;

export class Trader {
  /** clOrdIds that the OMS said it has. */
  accepted = [];
  /** clOrdIds that it refused, and journaled as refused. */
  denied = [];
  lost = [];
  retries = 0;
  #stopped = false;
  #running;

  start() {
    this.#running = this.#run();
  }

  async stop() {
    this.#stopped = true;
    await this.#running;
  }

  async #run() {
    while (!this.#stopped) {
      await this.#place(market());
      await delay(PAUSE_MS);
    }
  }

  async #place(order) {
    const end = Date.now() + GIVE_UP_MS;
    while (Date.now() < end) {
      const { status } = await api('/orders', { method: 'POST', body: order, seconds: 5 });
      if (status === 200 || status === 201) return this.accepted.push(order.clOrdId);
      if (status === 422) return this.denied.push(order.clOrdId);
      this.retries++;
      await delay(PAUSE_MS);
    }
    this.lost.push(order.clOrdId);
  }
}
