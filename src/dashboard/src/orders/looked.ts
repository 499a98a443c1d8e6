import type { Order } from '../api/types';
import { createStore } from '../desk/store';

const KEY = 'oms.looked';
const KEPT_MAX = 2000;

/**
 * How many anomalies of each order this person has looked at, on this machine; a new one of the same order is an alert again.
 * Looking settles nothing and concerns nobody else, so that it stays here.
 */
export const looked = createStore<Readonly<Record<string, number>>>(read());

/** The anomalies of an order that nobody here has looked at. */
export function unlooked(order: Order, held = looked.get()): Order['anomalies'] {
  return order.anomalies.slice(held[order.id] ?? 0);
}

export function look(order: Order): void {
  looked.set((held) => Object.fromEntries([...Object.entries(held).filter(([id]) => id !== order.id), [order.id, order.anomalies.length]].slice(-KEPT_MAX)) as Record<string, number>);
  localStorage.setItem(KEY, JSON.stringify(looked.get()));
}

function read(): Record<string, number> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, number>;
  } catch {
    return {};
  }
}
