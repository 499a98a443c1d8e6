import assert from 'node:assert/strict';
import ib from '@stoqey/ib';

const { EventName, IBApi } = ib;
const waitLimit = 10_000;

/** A connected @stoqey/ib client that keeps every event, and holds every error against the test that expects none. */
export class Client {
  #waiting = new Set();
  #reqId = 900_000;

  constructor(gateway, clientId) {
    this.clientId = clientId;
    this.events = [];
    this.errors = [];
    this.infos = [];
    this.api = new IBApi({ host: '127.0.0.1', port: gateway.port, maxReqPerSec: 10_000 });
    this.api.on(EventName.all, (name, args) => this.#hear(name, args));
  }

  static async connect(gateway, clientId) {
    const client = new Client(gateway, clientId);
    client.api.connect(clientId);
    const [id] = await client.wait('nextValidId');
    client.nextOrderId = id;
    return client;
  }

  /** Ends the connection; an error that nobody asked for fails the test here. */
  async close() {
    if (this.api.isConnected) {
      this.api.disconnect();
      await this.wait('disconnected');
    }
    this.check();
  }

  check() {
    assert.deepEqual(this.errors.filter(e => !e.isExpected), [], 'errors that no test asked for');
  }

  orderId() {
    return this.nextOrderId++;
  }

  reqId() {
    return ++this.#reqId;
  }

  /** A place in the stream of events; waits look at what came after it. */
  mark() {
    return this.events.length;
  }

  /** The arguments of the first event of that name that fits, be it here already or still to come. */
  wait(name, fits = () => true, since = 0) {
    const found = this.events.slice(since).find(e => e.name === name && fits(...e.args));
    if (found) return Promise.resolve(found.args);
    return new Promise((resolve, reject) => {
      const entry = { name, fits, resolve };
      const limit = setTimeout(() => {
        this.#waiting.delete(entry);
        const late = this.events.slice(-12).map(e => `${e.name} ${JSON.stringify(e.args)}`).join('\n');
        reject(new Error(`no ${name} ${fits} within ${waitLimit} ms; the last events:\n${late}`));
      }, waitLimit);
      entry.resolve = args => { clearTimeout(limit); resolve(args); };
      this.#waiting.add(entry);
    });
  }

  /** Asks, waits for the end of the answer, and gives the arguments of the named events of the answer. */
  async ask(request, name, end, fits) {
    const since = this.mark();
    request(this.api);
    await this.wait(end, fits, since);
    return this.since(since, name);
  }

  since(mark, name) {
    return this.events.slice(mark).filter(e => e.name === name).map(e => e.args);
  }

  /** The error with that id and code; it is expected from now on. */
  async error(id, code, since = 0) {
    const [told] = await this.wait('error', (_, c, i) => i === id && c === code, since);
    const error = this.errors.find(e => e.told === told);
    error.isExpected = true;
    return error;
  }

  /** A system notice, which the client tells as an info. */
  info(code, since = 0) {
    return this.wait('info', (_, c) => c === code, since);
  }

  /** Once this has come back, all that the gateway had to say before has been heard. */
  async settle() {
    const since = this.mark();
    this.api.reqCurrentTime();
    return this.wait('currentTime', () => true, since);
  }

  place(contract, order, id = this.orderId()) {
    this.api.placeOrder(id, contract, order);
    return id;
  }

  status(id, status, since = 0) {
    return this.wait('orderStatus', (i, s) => i === id && s === status, since);
  }

  /** Waits for the end of an order that is told with code 202. */
  async cancelled(id, since = 0) {
    await this.status(id, 'Cancelled', since);
    return this.error(id, 202, since);
  }

  async cancel(id) {
    const since = this.mark();
    this.api.cancelOrder(id);
    return this.cancelled(id, since);
  }

  /** Waits until an order is filled and its last commission told; answers its executions. */
  async filled(id, since = 0) {
    await this.status(id, 'Filled', since);
    await this.settle();
    return this.since(since, 'execDetails').filter(([, , e]) => e.orderId === id).map(([, , e]) => e);
  }

  lastStatus(id) {
    const [, status, filled, remaining, avgFillPrice, permId, parentId, lastFillPrice, clientId, whyHeld] =
      this.since(0, 'orderStatus').filter(([i]) => i === id).at(-1);
    return { status, filled, remaining, avgFillPrice, permId, parentId, lastFillPrice, clientId, whyHeld };
  }

  lastOpenOrder(id) {
    const [, contract, order, state] = this.since(0, 'openOrder').filter(([i]) => i === id).at(-1);
    return { contract, order, state };
  }

  /** Bid and ask of the moment, by a snapshot. */
  async quote(contract) {
    const reqId = this.reqId();
    const ticks = await this.ask(
      api => api.reqMktData(reqId, contract, '', true, false), 'tickPrice', 'tickSnapshotEnd', id => id === reqId);
    const of = type => ticks.find(([id, t]) => id === reqId && t === type)?.[2];
    return { bid: of(1), ask: of(2), last: of(4) };
  }

  #hear(name, args) {
    if (name === 'received' || name === 'sent' || name === 'result') return;
    this.events.push({ name, args });
    if (name === 'error') this.errors.push({ told: args[0], id: args[2], code: args[1], text: args[0].message });
    if (name === 'info') this.infos.push({ code: args[1], text: args[0] });
    for (const entry of this.#waiting) {
      if (entry.name !== name || !entry.fits(...args)) continue;
      this.#waiting.delete(entry);
      entry.resolve(args);
    }
  }
}

/** Runs a test with clients of its own and checks each of them at the end. */
export async function withClients(gateway, clientIds, run) {
  const clients = [];
  try {
    for (const id of clientIds) clients.push(await Client.connect(gateway, id));
    await run(...clients);
    for (const client of clients) await client.close();
  } finally {
    for (const client of clients) if (client.api.isConnected) client.api.disconnect();
  }
}
