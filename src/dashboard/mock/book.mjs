import { instruments, quoteOf, random } from './market.mjs';
import { check } from './risk.mjs';

/** The journal's place, the orders, executions, positions and the listeners of the stream. */
export const book = {
  seq: 1000, orders: new Map(), executions: [], positions: new Map(), stories: new Map(), events: [], listeners: new Set(),
};

let brokerIds = 11;
const CLOSED = ['Filled', 'Canceled', 'Rejected', 'Expired'];

export function publish(event, data) {
  const seq = data.seq ?? ++book.seq;
  const entry = { id: String(seq), event, data: { seq, at: new Date().toISOString(), ...data } };
  book.events.push(entry);
  if (book.events.length > 2000) book.events.shift();
  for (const listener of book.listeners) listener(entry);
}

/** Changes an order, writes the event into its story and tells the stream. */
export function change(order, kind, fields, data = {}, execution = null, at = new Date().toISOString()) {
  const next = { ...order, ...fields, version: order.version + 1, updatedAt: at, seq: ++book.seq };
  const closed = CLOSED.includes(next.workingStatus);
  next.isOpen = !closed;
  next.ordStatus = next.inDoubt ? 'InDoubt' : closed ? next.workingStatus
    : next.pendingRequest === 'Cancel' ? 'PendingCancel' : next.pendingRequest === 'Replace' ? 'PendingReplace' : next.workingStatus;
  if (closed) next.pendingRequest = null;
  next.leavesQty = closed ? '0' : String(Number(next.orderQty) - Number(next.cumQty));
  next.allowedActions = closed || next.pendingRequest ? [] : next.inDoubt || next.workingStatus === 'PendingNew' ? ['Cancel'] : ['Cancel', 'Replace'];
  book.orders.set(next.id, next);
  book.stories.get(next.id).push({ seq: next.seq, at, kind, data, order: next, decision: kind === 'OrderPlaced' ? decided(next) : null });
  publish('order', { seq: next.seq, kind, order: next, execution });
  return next;
}

/** What a placement was decided with. */
function decided(order) {
  const quote = quoteOf(order.symbol);
  const { checks, notional } = check(order);
  return { referencePx: quote.last, referenceAgeSeconds: 0.21, rateToAccount: '1', notional, limitsVersion: 1, checks };
}

/** What the type of an order has beside its limit. */
function pricingOf(request) {
  const names = ['stopPx', 'trailAmt', 'trailPercent', 'limitOffset', 'pegOffset'];
  return { ...Object.fromEntries(names.map((name) => [name, request[name] ?? null])), expireTime: request.expireTime ?? null, outsideRth: request.outsideRth === true };
}

export function accept(request, placedBy, at = new Date().toISOString(), list = { listId: null, contingencyType: null, listLeg: null, parentOrderId: null }) {
  const instrument = instruments.find((item) => item.symbol === request.symbol);
  const id = `0199${(book.orders.size + 1).toString(16).padStart(4, '0')}c0ffee4a7b9d21`;
  book.stories.set(id, []);
  const order = {
    id, clOrdId: request.clOrdId, account: request.account, symbol: request.symbol, secType: instrument.secType, currency: instrument.currency,
    side: request.side, orderQty: String(request.orderQty), ordType: request.ordType, price: request.price == null ? null : String(request.price),
    timeInForce: request.timeInForce ?? 'Day', ...pricingOf(request), ...list, inDoubtSince: null, workingStatus: 'PendingNew', pendingRequest: null, inDoubt: false,
    cumQty: '0', avgPx: null, commission: null, code: null, text: null, anomalies: [], warnings: [], brokerOrderId: null, permId: null,
    placedBy, version: 0, createdAt: at, acknowledgedAt: null, firstFilledAt: null, filledAt: null, cancelRequestedAt: null, canceledAt: null,
    rejectedAt: null, expiredAt: null,
  };
  const { account, symbol, side, orderQty, ordType, price, timeInForce } = order;
  return change(order, 'OrderPlaced', {}, { terms: { account, symbol, side, orderQty, ordType, price, timeInForce, pricing: pricingOf(request) }, by: { name: placedBy } }, null, at);
}

export function acknowledge(id, at = new Date().toISOString()) {
  const order = book.orders.get(id);
  if (!order.isOpen || order.acknowledgedAt) return order;
  const brokerOrderId = ++brokerIds;
  return change(order, 'OrderAcknowledged', { workingStatus: 'New', acknowledgedAt: at, brokerOrderId, permId: 1204680000 + brokerOrderId, inDoubt: false },
    { permId: 1204680000 + brokerOrderId, brokerStatus: 'Submitted' }, null, at);
}

export function fill(id, quantity, price, at = new Date().toISOString()) {
  const order = book.orders.get(id);
  const cum = Number(order.cumQty) + quantity;
  const avg = (Number(order.avgPx ?? 0) * Number(order.cumQty) + quantity * Number(price)) / cum;
  const done = cum >= Number(order.orderQty);
  const commission = Math.max(1, quantity * 0.005).toFixed(2);
  const execution = {
    execId: `0000e0d5.${(6000 + book.executions.length).toString(16)}.01.01`, orderId: id, clOrdId: order.clOrdId, account: order.account,
    symbol: order.symbol, side: order.side, lastQty: String(quantity), lastPx: String(price), commission: random() < 0.15 ? null : commission,
    commissionCurrency: order.currency, exchange: ['NASDAQ', 'ARCA', 'BATS', 'IEX'][Math.floor(random() * 4)], transactTime: at, bookedAt: at, seq: book.seq + 1,
  };
  book.executions.unshift(execution);
  const next = change(order, 'OrderTraded', {
    workingStatus: done ? 'Filled' : order.isOpen ? 'PartiallyFilled' : order.workingStatus, cumQty: String(cum), avgPx: String(Number(avg.toFixed(6))),
    commission: (Number(order.commission ?? 0) + Number(commission)).toFixed(2), firstFilledAt: order.firstFilledAt ?? at, filledAt: done ? at : null,
  }, { execution: { execId: execution.execId, lastQty: execution.lastQty, lastPx: execution.lastPx, exchange: execution.exchange } }, execution, at);
  move(next, quantity, Number(price));
  return next;
}

function move(order, quantity, price) {
  const key = `${order.account}/${order.symbol}`;
  const instrument = instruments.find((item) => item.symbol === order.symbol);
  const held = book.positions.get(key) ?? { account: order.account, symbol: order.symbol, secType: order.secType, currency: order.currency, quantity: 0, cost: 0, realized: 0, multiplier: instrument.multiplier };
  const signed = order.side === 'Buy' ? quantity : -quantity;
  const closing = Math.sign(held.quantity) === -Math.sign(signed) ? Math.min(Math.abs(held.quantity), Math.abs(signed)) : 0;
  held.realized += closing * (price - held.cost) * Math.sign(held.quantity) * Number(held.multiplier);
  const after = held.quantity + signed;
  if (closing === 0) held.cost = (held.cost * Math.abs(held.quantity) + price * quantity) / Math.abs(after);
  else if (Math.sign(after) === Math.sign(signed)) held.cost = price;
  held.quantity = after;
  book.positions.set(key, held);
  publish('position', { position: positionOf(held) });
}

export function positionOf(held) {
  const quote = quoteOf(held.symbol);
  const open = held.quantity !== 0;
  return {
    account: held.account, symbol: held.symbol, secType: held.secType, currency: held.currency, quantity: String(held.quantity),
    avgCost: open ? String(Number(held.cost.toFixed(6))) : null, realizedPnl: held.realized.toFixed(2),
    unrealizedPnl: open && quote ? ((Number(quote.last) - held.cost) * held.quantity * Number(held.multiplier)).toFixed(2) : open ? null : '0.00',
    marketPrice: quote?.last ?? null, marketPriceAt: quote?.at ?? null, multiplier: held.multiplier,
  };
}
