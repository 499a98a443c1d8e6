import { acknowledge, book, change, fill } from './book.mjs';
import { broker } from './firm.mjs';
import { quoteOf } from './market.mjs';

/** How the mock misbehaves on request: so many answers to new orders are lost. */
export const answers = { lose: 0 };

/** The broker answers what was asked of it after a moment, if the line is up. */
export function later(id, replace = null) {
  setTimeout(() => {
    if (broker.state !== 'Ready') return;
    const order = book.orders.get(id);
    const now = new Date().toISOString();
    if (!order.isOpen) return;
    if (order.pendingRequest === 'Cancel') change(order, 'OrderCanceled', { workingStatus: 'Canceled', canceledAt: now, pendingRequest: null }, { text: '' });
    else if (order.pendingRequest === 'Replace') change(order, 'OrderReplaced', { ...replace, pendingRequest: null }, { terms: replace ?? {} });
    else acknowledge(id);
    setTimeout(() => match(id), 700).unref();
  }, 900).unref();
}

/** Orders that cross the market fill, large ones in two parts. */
export function match(id) {
  const order = book.orders.get(id);
  const quote = quoteOf(order.symbol);
  if (!order.isOpen || !order.acknowledgedAt || order.pendingRequest || broker.state !== 'Ready') return;
  // Only what the market itself decides is played here; triggers, auctions and pegs rest.
  if (order.ordType !== 'Market' && order.ordType !== 'Limit') return;
  if (order.parentOrderId && book.orders.get(order.parentOrderId).workingStatus !== 'Filled') return;
  const price = order.side === 'Buy' ? quote.ask : quote.bid;
  const crosses = order.ordType === 'Market' || (order.side === 'Buy' ? Number(order.price) >= Number(price) : Number(order.price) <= Number(price));
  if (!crosses) return;
  const left = Number(order.leavesQty);
  const part = left > 50 && order.cumQty === '0' ? Math.floor(left * 0.4) : left;
  fill(id, part, price);
  if (part < left) setTimeout(() => match(id), 1500).unref();
}
