import { api } from '../api/client';
import { ifAllowed } from '../api/problem';
import type { Account, BrokerStatus, Execution, KillSwitch, Me, Order, Page, Position, Quote, StreamEvent } from '../api/types';
import type { SseMessage } from '../stream/sseParser';
import { StreamClient } from '../stream/streamClient';
import { frames } from './frames';
import { mergeExecutions, mergeOrders, mergePositions, positionKey, unheardOf, type ById } from './merge';
import { createStore } from './store';

const PAGES_MAX = 20;
const STRAYS_MAX = 200;

/** What one signed-in person sees: read once, then kept true by the stream. */
export class Desk {
  readonly orders = createStore<ById<Order>>(new Map());
  readonly executions = createStore<ById<Execution>>(new Map());
  readonly positions = createStore<ById<Position>>(new Map());
  readonly quotes = createStore<ById<Quote>>(new Map());
  readonly accounts = createStore<readonly Account[]>([]);
  readonly killSwitch = createStore<KillSwitch | null>(null);
  readonly broker = createStore<BrokerStatus | null>(null);
  /** Counts the changes of accounts and limits, for pages that have to read them again. */
  readonly accountsChanged = createStore(0);
  /** Where older orders go on; null when all of them are here. */
  readonly olderOrders = createStore<string | null>(null);
  readonly olderExecutions = createStore<string | null>(null);
  readonly loaded = createStore(false);
  readonly stream: StreamClient;

  private commissionsAsked = 0;
  private movedPositions = new Set<string>();
  private readonly ordersIn = frames<Order>((batch) => this.orders.set((held) => mergeOrders(held, batch)));
  private readonly executionsIn = frames<Execution>((batch) =>
    this.executions.set((held) => mergeExecutions(held, batch)));
  private readonly commissionsIn = frames<Order>(() => void this.readCommissions().catch(() => undefined));
  private readonly quotesIn = frames<Quote>((batch) => this.quotes.set((held) => {
    const next = new Map(held);
    for (const quote of batch) {
      // A quote that was read may be older than one that was streamed meanwhile.
      if ((next.get(quote.symbol)?.at ?? '') <= (quote.at ?? '')) next.set(quote.symbol, quote);
    }
    return next;
  }));

  constructor(readonly me: Me) {
    this.stream = new StreamClient({ onEvent: (message) => this.take(message), onOpen: () => this.readAll() });
  }

  start(): void {
    this.stream.start();
  }

  stop(): void {
    this.stream.stop();
  }

  /** An answer to a write is as good as an event; whichever comes first is shown. */
  takeOrder(order: Order): void {
    this.orders.set((held) => mergeOrders(held, [order]));
  }

  /**
   * Reads every list, after the stream is open, so that nothing can happen unseen between the two. Called again on
   * every reconnect.
   */
  private async readAll(): Promise<void> {
    this.movedPositions = new Set();
    const before = this.orders.get();
    const [open, recent, executions, positions] = await Promise.all([
      this.openOrders(), api.orders('all'), this.newExecutions(), api.positions(), this.readAccounts(), this.readBroker(),
      this.readQuotes(),
    ]);
    const left = await Promise.all(unheardOf(before, [...open, ...recent.items]).slice(0, STRAYS_MAX).map((id) => ifAllowed(api.order(id))));
    this.orders.set((held) => mergeOrders(held, [...open, ...recent.items, ...left.filter((order) => order !== null)]));
    this.executions.set((held) => mergeExecutions(held, executions.items));
    this.positions.set((held) => mergePositions(held, positions, this.movedPositions));
    if (!this.loaded.get()) {
      this.olderOrders.set(recent.nextCursor);
      this.olderExecutions.set(executions.nextCursor);
      this.loaded.set(true);
    }
  }

  /** Every open order, however many pages: an order that works must never be missing from the screen. */
  private async openOrders(): Promise<Order[]> {
    const found: Order[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await api.orders('open', cursor);
      found.push(...answer.items);
      cursor = answer.nextCursor;
      if (cursor === null) break;
    }
    return found;
  }

  /** The newest executions, back to the first one that is known already; a page of them where none is. */
  private async newExecutions(): Promise<Page<Execution>> {
    const known = this.executions.get();
    const found: Execution[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await api.executions(cursor);
      found.push(...answer.items);
      cursor = answer.nextCursor;
      if (cursor === null || known.size === 0 || answer.items.some(({ execId }) => known.has(execId))) break;
    }
    return { items: found, nextCursor: cursor };
  }

  /** A commission is told with its order only, so the newest executions are read again; once more if another came meanwhile. */
  private async readCommissions(): Promise<void> {
    this.commissionsAsked += 1;
    if (this.commissionsAsked > 1) return;
    try {
      for (let answered = 0; answered < this.commissionsAsked;) {
        answered = this.commissionsAsked;
        const newest = await api.executions();
        this.executions.set((held) => mergeExecutions(held, newest.items));
      }
    } finally {
      this.commissionsAsked = 0;
    }
  }

  async readOlderOrders(): Promise<void> {
    const answer = await api.orders('all', this.olderOrders.get());
    this.orders.set((held) => mergeOrders(held, answer.items));
    this.olderOrders.set(answer.nextCursor);
  }

  async readOlderExecutions(): Promise<void> {
    const answer = await api.executions(this.olderExecutions.get());
    this.executions.set((held) => mergeExecutions(held, answer.items));
    this.olderExecutions.set(answer.nextCursor);
  }

  /** Marks move without a fill, and the stream tells of fills only. */
  async readPositions(): Promise<void> {
    this.movedPositions = new Set();
    const list = await api.positions();
    this.positions.set((held) => mergePositions(held, list, this.movedPositions));
  }

  async readAccounts(): Promise<void> {
    const [accounts, killSwitch] = await Promise.all([api.accounts(), ifAllowed(api.killSwitch())]);
    this.accounts.set(accounts);
    this.killSwitch.set(killSwitch);
  }

  async readBroker(): Promise<void> {
    this.broker.set(await ifAllowed(api.brokerStatus()));
  }

  /** Quotes come by themselves soon enough; that they are not there yet must not hold up the orders. */
  private async readQuotes(): Promise<void> {
    await api.quotes().then((quotes) => quotes.forEach((quote) => this.quotesIn.push(quote)), () => undefined);
  }

  async readQuote(symbol: string): Promise<void> {
    this.quotesIn.push(await api.quote(symbol));
  }

  private take(message: SseMessage): void {
    const event = { type: message.event, data: JSON.parse(message.data) as unknown } as StreamEvent;
    switch (event.type) {
      case 'order':
        this.ordersIn.push(event.data.order);
        if (event.data.kind === 'OrderCommissionBooked') this.commissionsIn.push(event.data.order);
        if (event.data.execution) this.executionsIn.push(event.data.execution);
        break;
      case 'position': {
        const { position } = event.data;
        this.movedPositions.add(positionKey(position));
        this.positions.set((held) => new Map(held).set(positionKey(position), position));
        break;
      }
      case 'broker': {
        const { state, reason, at } = event.data;
        this.broker.set((held) => (held ? { ...held, state, reason, since: at } : held));
        void this.readBroker().catch(() => undefined);
        break;
      }
      case 'account':
        this.accountsChanged.set((count) => count + 1);
        void this.readAccounts().catch(() => undefined);
        break;
      case 'denial':
        // A denied order is none: who asked for it has the answer, and no list here changes.
        break;
      case 'quote':
        this.quotesIn.push(event.data);
        break;
    }
  }
}
