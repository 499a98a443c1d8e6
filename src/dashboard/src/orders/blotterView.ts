import type { Order } from '../api/types';
import { needsAttention, remarkText } from './attention';
import { withTheirLists } from './lists';

export type View = 'open' | 'all' | 'closed' | 'attention';

/** The orders of a view that answer to every word of the filter. */
export function select(orders: readonly Order[], view: View, text: string): Order[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = orders.filter((order) => inView(order, view) && words.every((word) => saysOf(order).includes(word)));
  return view === 'closed' ? found : withTheirLists(found, orders);
}

export function counts(orders: readonly Order[]): { open: number; closed: number } {
  const open = orders.filter((order) => order.isOpen).length;
  return { open, closed: orders.length - open };
}

function inView(order: Order, view: View): boolean {
  switch (view) {
    case 'open': return order.isOpen;
    case 'closed': return !order.isOpen;
    case 'attention': return needsAttention(order);
    case 'all': return true;
  }
}

function saysOf(order: Order): string {
  return [
    order.symbol, order.side, order.account, order.clOrdId, order.id, order.ordStatus, order.ordType, order.code, order.text,
    order.placedBy, order.contingencyType, order.listLeg, order.listId, ...order.anomalies.map(remarkText),
  ].join(' ').toLowerCase();
}
