import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { EMAIL, PASSWORD } from './program.mjs';

const QUOTE_WITHIN_MS = 15_000;
const ASK_EVERY_MS = 100;

/** The public API beside the browser: to arrange what a test needs and to see what the server really did. */
export class Api {
  #token = null;

  constructor(program) {
    this.base = `${program.url}/api/v1`;
  }

  async get(path) {
    return this.send('GET', path);
  }

  async send(method, path, body) {
    this.#token ??= await this.#signIn();
    const answer = await fetch(this.base + path, {
      method,
      headers: { Authorization: `Bearer ${this.#token}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path} answered ${answer.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async orders(symbol) {
    return (await this.get(`/orders?status=all&symbol=${symbol}`)).items;
  }

  /** A buy at this price rests: far below the market, yet within the price collar. */
  async restingPrice(symbol) {
    const { bid } = await this.#quote(symbol);
    return Math.floor(Number(bid) * 0.97).toFixed(2);
  }

  /** The first prices come a moment after the program is ready. */
  async #quote(symbol) {
    const until = Date.now() + QUOTE_WITHIN_MS;
    for (;;) {
      const quote = (await this.get('/marketdata/quotes')).items.find((held) => held.symbol === symbol);
      if (quote?.bid) return quote;
      assert.ok(Date.now() < until, `${symbol} was never quoted`);
      await pause(ASK_EVERY_MS);
    }
  }

  async #signIn() {
    const answer = await fetch(`${this.base}/auth/login`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    });
    assert.equal(answer.status, 200);
    return (await answer.json()).accessToken;
  }
}
