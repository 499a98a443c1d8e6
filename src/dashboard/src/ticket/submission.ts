import { explain, isUnclear, Problem } from '../api/problem';
import type { ListRequest, Order, OrderRequest } from '../api/types';
import { createStore, type Store } from '../desk/store';

/** An order under way carries its id from the first attempt to the last. */
export type SentOrder = OrderRequest & { clOrdId: string };
export type SentList = ListRequest & { orders: readonly SentOrder[] };
export type Sent = SentOrder | SentList;

export type Submission =
  | { phase: 'idle' }
  | { phase: 'sending'; sent: Sent; attempt: number }
  | { phase: 'unclear'; sent: Sent; attempt: number; reason: string }
  | { phase: 'denied'; sent: Sent; problem: Problem }
  /** `orderId`: the order, or the first of the list. */
  | { phase: 'accepted'; sent: Sent; orderId: string; replayed: boolean };

interface Desk {
  place: (sent: Sent) => Promise<{ order: Order; replayed: boolean }>;
  find: (account: string, clOrdId: string) => Promise<Order>;
  newId: () => string;
  keep: (sent: Sent | null) => void;
}

/** What was sent, order by order; a list is placed as a whole or not at all. */
export function ordersOf(sent: Sent): readonly SentOrder[] {
  return 'orders' in sent ? sent.orders : [sent];
}

/**
 * One order or list on its way to the server. While its outcome is unclear nothing else can be sent, and a retry posts the same
 * clOrdId, which the server answers with the same order: a timeout never sends twice.
 */
export class Submitter {
  readonly state: Store<Submission>;

  constructor(private readonly desk: Desk, left: Sent | null = null) {
    this.state = createStore<Submission>(left
      ? { phase: 'unclear', sent: left, attempt: 1, reason: 'The page was closed before an answer came.' }
      : { phase: 'idle' });
  }

  async submit(wish: OrderRequest | ListRequest): Promise<Order | null> {
    const { phase } = this.state.get();
    if (phase === 'sending' || phase === 'unclear') return null;
    const named = (order: OrderRequest): SentOrder => ({ ...order, clOrdId: this.desk.newId() });
    return this.post('orders' in wish ? { ...wish, orders: wish.orders.map(named) } : named(wish), 1);
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
      const order = await this.desk.find(held.sent.account, ordersOf(held.sent)[0]?.clOrdId ?? '');
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
    const first = ordersOf(held.sent)[0];
    for (const order of orders) {
      if (order.clOrdId === first?.clOrdId && order.account === held.sent.account) {
        this.settle({ phase: 'accepted', sent: held.sent, orderId: order.id, replayed: false });
        return;
      }
    }
  }

  /** Puts the result away. Giving up an unclear order is a decision of the person, never of a timer. */
  dismiss(): void {
    if (this.state.get().phase !== 'sending') this.settle({ phase: 'idle' });
  }

  private async post(sent: Sent, attempt: number): Promise<Order | null> {
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
