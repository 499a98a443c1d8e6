import { explain, isUnclear, Problem } from '../api/problem';
import type { Order, OrderRequest } from '../api/types';
import { createStore, type Store } from '../desk/store';

/** An order under way carries its id from the first attempt to the last. */
export type SentOrder = OrderRequest & { clOrdId: string };

export type Submission =
  | { phase: 'idle' }
  | { phase: 'sending'; sent: SentOrder; attempt: number }
  | { phase: 'unclear'; sent: SentOrder; attempt: number; reason: string }
  | { phase: 'denied'; sent: SentOrder; problem: Problem }
  | { phase: 'accepted'; sent: SentOrder; orderId: string; replayed: boolean };

interface Desk {
  place: (order: SentOrder) => Promise<{ order: Order; replayed: boolean }>;
  find: (account: string, clOrdId: string) => Promise<Order>;
  newId: () => string;
  keep: (sent: SentOrder | null) => void;
}

/**
 * One order on its way to the server. While its outcome is unclear nothing else can be sent, and a retry posts the same
 * clOrdId, which the server answers with the same order: a timeout never sends twice.
 */
export class Submitter {
  readonly state: Store<Submission>;

  constructor(private readonly desk: Desk, left: SentOrder | null = null) {
    this.state = createStore<Submission>(left
      ? { phase: 'unclear', sent: left, attempt: 1, reason: 'The page was closed before an answer came.' }
      : { phase: 'idle' });
  }

  async submit(terms: OrderRequest): Promise<Order | null> {
    const { phase } = this.state.get();
    if (phase === 'sending' || phase === 'unclear') return null;
    return this.post({ ...terms, clOrdId: this.desk.newId() }, 1);
  }

  async retry(): Promise<Order | null> {
    const held = this.state.get();
    return held.phase === 'unclear' ? this.post(held.sent, held.attempt + 1) : null;
  }

  /** Asks whether the order is in the book, without sending anything. */
  async look(): Promise<Order | null> {
    const held = this.state.get();
    if (held.phase !== 'unclear') return null;
    try {
      const order = await this.desk.find(held.sent.account, held.sent.clOrdId);
      this.settle({ phase: 'accepted', sent: held.sent, orderId: order.id, replayed: false });
      return order;
    } catch (error) {
      const reason = error instanceof Problem && error.status === 404
        ? 'The server does not know the order. It may still be on its way; a retry is safe.' : explain(error);
      this.state.set({ ...held, reason });
      return null;
    }
  }

  /** The stream told of the order before an answer did, or instead of one. */
  seen(orders: Iterable<Order>): void {
    const held = this.state.get();
    if (held.phase !== 'unclear' && held.phase !== 'sending') return;
    for (const order of orders) {
      if (order.clOrdId === held.sent.clOrdId && order.account === held.sent.account) {
        this.settle({ phase: 'accepted', sent: held.sent, orderId: order.id, replayed: false });
        return;
      }
    }
  }

  /** Puts the result away. Giving up an unclear order is a decision of the person, never of a timer. */
  dismiss(): void {
    if (this.state.get().phase !== 'sending') this.settle({ phase: 'idle' });
  }

  private async post(sent: SentOrder, attempt: number): Promise<Order | null> {
    this.desk.keep(sent);
    this.state.set({ phase: 'sending', sent, attempt });
    try {
      const { order, replayed } = await this.desk.place(sent);
      this.settle({ phase: 'accepted', sent, orderId: order.id, replayed });
      return order;
    } catch (error) {
      // The stream may have brought the order while the answer was lost.
      if (this.state.get().phase === 'accepted') return null;
      if (error instanceof Problem && !isUnclear(error) && error.status !== 401) {
        this.settle({ phase: 'denied', sent, problem: error });
      } else {
        this.state.set({ phase: 'unclear', sent, attempt, reason: explain(error) });
      }
      return null;
    }
  }

  private settle(state: Submission): void {
    this.desk.keep(null);
    this.state.set(state);
  }
}
