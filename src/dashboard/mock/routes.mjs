import { accept, book, change, positionOf, publish } from './book.mjs';
import { accounts, broker, killSwitch, limits, PASSWORD, users } from './firm.mjs';
import { bodyOf, problem, send } from './http.mjs';
import { instruments, quoteOf } from './market.mjs';
import { check, fault } from './risk.mjs';
import { answers, later } from './venue.mjs';

let tokens = 0;
const refreshTokens = new Map();
let failures = 0;

function issue(email) {
  tokens += 1;
  refreshTokens.set(`r${tokens}.${email}`, email);
  return { accessToken: `a${tokens}.${email}`, refreshToken: `r${tokens}.${email}`, expiresIn: 900 };
}

const page = (items, query) => {
  const from = Number(query.get('cursor') ?? 0);
  const limit = Math.min(Number(query.get('limit') ?? 100), 500);
  return { items: items.slice(from, from + limit), nextCursor: from + limit < items.length ? String(from + limit) : null };
};
const newest = () => [...book.orders.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));

/** Routes by method and pattern; the first that fits answers. `me` is null for the anonymous ones. */
export const routes = [
  ['POST', /^\/auth\/login$/, async ({ request, response }) => {
    const { email, password } = await bodyOf(request);
    if (failures >= 5) return problem(response, 429, 'TOO_MANY_ATTEMPTS', 'Too many attempts. Try again in a minute.');
    if (!users[email] || password !== PASSWORD) {
      failures += 1;
      setTimeout(() => { failures = Math.max(0, failures - 1); }, 10_000).unref();
      return problem(response, 401, 'CREDENTIALS_INVALID', 'The email or the password is not right.');
    }
    return send(response, 200, issue(email));
  }, 'anonymous'],
  ['POST', /^\/auth\/refresh$/, async ({ request, response }) => {
    const { refreshToken } = await bodyOf(request);
    const email = refreshTokens.get(refreshToken);
    refreshTokens.delete(refreshToken);
    return email ? send(response, 200, issue(email)) : problem(response, 401, 'REFRESH_TOKEN_INVALID', 'The session has ended.');
  }, 'anonymous'],
  ['POST', /^\/auth\/logout$/, async ({ response }) => send(response, 204)],
  ['GET', /^\/auth\/me$/, ({ response, me }) => send(response, 200, { email: me.email, name: me.name, firm: 'demo', roles: me.roles, accounts: me.accounts })],

  ['POST', /^\/orders\/preview$/, async ({ request, response }) => {
    const body = await bodyOf(request);
    const wrong = fault(body);
    return wrong ? problem(response, 422, wrong[1], wrong[2], { field: wrong[0] }) : send(response, 200, check(body));
  }],
  ['POST', /^\/orders$/, async ({ request, response, me }) => {
    const body = await bodyOf(request);
    const known = [...book.orders.values()].find((order) => order.clOrdId === body.clOrdId && order.account === body.account);
    if (known) {
      const same = known.symbol === body.symbol && known.orderQty === String(body.orderQty) && known.side === body.side;
      return same ? send(response, 200, known, { 'Idempotent-Replayed': 'true' }) : problem(response, 409, 'CLORDID_REUSED', 'This clOrdId belongs to another order.');
    }
    const wrong = fault(body);
    if (wrong) return problem(response, 422, wrong[1], wrong[2], { field: wrong[0] });
    const breaches = check(body).checks.filter((item) => !item.passed).map(({ passed: _passed, ...breach }) => breach);
    if (breaches.length > 0) {
      return problem(response, 422, breaches[0].code, `${breaches[0].code}: ${breaches[0].value} is above ${breaches[0].limit}`, { breaches });
    }
    const order = accept(body, me.email);
    later(order.id);
    // Told to lose an answer, the order is booked and the caller is left in the dark.
    if (answers.lose > 0) {
      answers.lose -= 1;
      return response.destroy();
    }
    return send(response, 201, order);
  }],
  ['POST', /^\/orders\/lists$/, async ({ request, response, me }) => {
    const { account, contingencyType, orders } = await bodyOf(request);
    const breaches = orders.flatMap((order, leg) => check(order).checks.filter((item) => !item.passed).map(({ passed: _passed, ...breach }) => ({ ...breach, leg })));
    if (breaches.length > 0) return problem(response, 422, breaches[0].code, 'The list was refused.', { breaches });
    const listId = `list-${book.seq}`;
    let parentOrderId = null;
    const placed = orders.map((order, index) => {
      const stops = ['Stop', 'StopLimit', 'TrailingStop', 'TrailingStopLimit'].includes(order.ordType);
      const listLeg = contingencyType === 'OCO' ? 'Leg' : index === 0 ? 'Parent' : contingencyType === 'OTO' ? 'Child' : stops ? 'StopLoss' : 'TakeProfit';
      const held = accept(order, me.email, undefined, { listId, contingencyType, listLeg, parentOrderId });
      if (contingencyType !== 'OCO') parentOrderId ??= held.id;
      later(held.id);
      return held;
    });
    return send(response, 201, { listId, contingencyType, account, orders: placed, seq: book.seq });
  }],
  ['DELETE', /^\/orders\/lists\/([^/]+)$/, ({ response, match, me }) => {
    const open = newest().filter((order) => order.listId === match[1] && order.isOpen);
    for (const order of open) cancel(order, me);
    return send(response, 202, { requested: open.length, seq: book.seq });
  }],
  ['GET', /^\/orders$/, ({ response, query }) => {
    const status = query.get('status') ?? 'all';
    return send(response, 200, page(newest().filter((order) => status === 'all' || order.isOpen === (status === 'open')), query));
  }],
  ['DELETE', /^\/orders$/, ({ response, query, me }) => {
    const open = newest().filter((order) => order.account === query.get('account') && order.isOpen && !order.pendingRequest);
    for (const order of open) cancel(order, me);
    return send(response, 202, { requested: open.length, seq: book.seq });
  }],
  ['GET', /^\/orders\/([^/]+)\/events$/, ({ response, match }) => send(response, 200, { items: book.stories.get(match[1]) ?? [] })],
  ['GET', /^\/orders\/([^/]+)$/, ({ response, match, query }) => {
    const order = match[1].startsWith('clOrdId:')
      ? newest().find((item) => item.clOrdId === match[1].slice(8) && item.account === query.get('account')) : book.orders.get(match[1]);
    return order ? send(response, 200, order) : problem(response, 404, 'ORDER_UNKNOWN', 'There is no such order.');
  }],
  ['DELETE', /^\/orders\/([^/]+)$/, ({ response, match, me }) => {
    const order = book.orders.get(match[1]);
    if (!order) return problem(response, 404, 'ORDER_UNKNOWN', 'There is no such order.');
    return order.isOpen ? send(response, 202, cancel(order, me)) : problem(response, 409, 'ORDER_CLOSED', `The order is already ${order.ordStatus}.`);
  }],
  ['PATCH', /^\/orders\/([^/]+)$/, async ({ request, response, match, me }) => {
    const order = book.orders.get(match[1]);
    const body = await bodyOf(request);
    if (!order) return problem(response, 404, 'ORDER_UNKNOWN', 'There is no such order.');
    if (request.headers['if-match'] !== `"${order.version}"`) return problem(response, 409, 'VERSION_CONFLICT', `The order is at version ${order.version}.`, { version: order.version });
    const next = change(order, 'OrderReplaceRequested', { pendingRequest: 'Replace' }, { terms: body, by: { name: me.email } });
    later(order.id, body);
    return send(response, 202, next);
  }],

  ['GET', /^\/executions$/, ({ response, query }) => send(response, 200, page(book.executions, query))],
  ['GET', /^\/positions$/, ({ response }) => send(response, 200, { items: [...book.positions.values()].map(positionOf) })],
  ['GET', /^\/accounts$/, ({ response, me }) => send(response, 200, {
    items: accounts.filter((item) => me.accounts.includes(item.account)).map((item) => ({
      ...item, killSwitch: killSwitch.accounts.find((held) => held.account === item.account).on, openOrders: newest().filter((order) => order.isOpen && order.account === item.account).length,
    })),
  })],
  ['GET', /^\/instruments$/, ({ response, query }) => {
    const word = (query.get('query') ?? '').toLowerCase();
    const found = instruments.filter((item) => item.symbol.toLowerCase().startsWith(word) || item.name.toLowerCase().includes(word));
    return send(response, 200, { items: found.map(({ start: _start, ...item }) => item) });
  }],
  ['GET', /^\/marketdata\/quotes$/, ({ response }) => send(response, 200, { items: instruments.map((item) => quoteOf(item.symbol)) })],
  ['GET', /^\/marketdata\/quotes\/([^/]+)$/, ({ response, match }) => {
    const quote = quoteOf(match[1]);
    return quote ? send(response, 200, quote) : problem(response, 404, 'QUOTE_UNKNOWN', 'There is no quote.');
  }],
  ['GET', /^\/risk\/limits$/, ({ response, query }) => send(response, 200, limits.get(query.get('account')))],
  ['PUT', /^\/risk\/limits$/, async ({ request, response, me }) => {
    const body = await bodyOf(request);
    if (!me.roles.some((role) => role === 'Admin' || role === 'RiskManager')) return problem(response, 403, 'FORBIDDEN', 'Only a risk manager sets limits.');
    if (body.maxOrderQty !== null && !(Number(body.maxOrderQty) > 0)) return problem(response, 422, 'LIMIT_INVALID', 'The limit has to be positive.', { field: 'maxOrderQty' });
    limits.set(body.account, { ...body, version: limits.get(body.account).version + 1 });
    publish('account', { kind: 'LimitsSet', account: body.account });
    return send(response, 200, limits.get(body.account));
  }],
  ['GET', /^\/risk\/kill-switch$/, ({ response }) => send(response, 200, killSwitch)],
  ['POST', /^\/risk\/kill-switch$/, async ({ request, response, me }) => {
    const { account, on, reason } = await bodyOf(request);
    const target = account ? killSwitch.accounts.find((item) => item.account === account) : killSwitch.firm;
    Object.assign(target, { on, reason, by: me.email, at: new Date().toISOString() });
    publish('account', { kind: on ? 'KillSwitchOn' : 'KillSwitchOff', account: account ?? null });
    return send(response, 200, killSwitch);
  }],
  ['GET', /^\/brokers\/ib\/status$/, ({ response }) => send(response, 200, broker)],
];

function cancel(order, me) {
  const next = order.pendingRequest ? order
    : change(order, 'OrderCancelRequested', { pendingRequest: 'Cancel', cancelRequestedAt: new Date().toISOString() }, { by: me.email });
  later(order.id);
  return next;
}
