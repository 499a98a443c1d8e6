import { call } from './http';
import { ifAllowed } from './problem';
import type {
  Account, Break, BreakAction, BrokerStatus, Execution, Instrument, KillSwitch, ListRequest, Me, Order, OrderChange, OrderList, OrderPreview, OrderRequest,
  OrderStoryItem, Page, Position, Quote, RiskLimits, Tokens,
} from './types';

const PAGE = 500;

/** Every call of docs/api.md that the screens make. */
export const api = {
  login: async (email: string, password: string) =>
    (await call<Tokens>('/auth/login', { method: 'POST', body: { email, password }, anonymous: true })).body,
  logout: (refreshToken: string) => call('/auth/logout', { method: 'POST', body: { refreshToken } }),
  me: async () => (await call<Me>('/auth/me')).body,

  orders: async (status: 'open' | 'closed' | 'all', cursor?: string | null) =>
    (await call<Page<Order>>('/orders', { query: { status, cursor, limit: PAGE } })).body,
  order: async (id: string) => (await call<Order>(`/orders/${encodeURIComponent(id)}`)).body,
  orderByClOrdId: async (account: string, clOrdId: string) =>
    (await call<Order>(`/orders/clOrdId:${encodeURIComponent(clOrdId)}`, { query: { account } })).body,
  orderStory: async (id: string, signal?: AbortSignal) =>
    (await call<{ items: OrderStoryItem[] }>(`/orders/${encodeURIComponent(id)}/events`, { signal })).body.items,
  placeOrder: async (order: OrderRequest) => {
    const answer = await call<Order>('/orders', { method: 'POST', body: order });
    return { order: answer.body, replayed: answer.headers.get('Idempotent-Replayed') === 'true' };
  },
  placeList: async (list: ListRequest) => {
    const answer = await call<OrderList>('/orders/lists', { method: 'POST', body: list });
    return { list: answer.body, replayed: answer.headers.get('Idempotent-Replayed') === 'true' };
  },
  cancelList: (listId: string) => call(`/orders/lists/${encodeURIComponent(listId)}`, { method: 'DELETE' }),
  previewOrder: async (order: OrderRequest, signal?: AbortSignal) =>
    (await call<OrderPreview>('/orders/preview', { method: 'POST', body: order, signal })).body,
  cancelOrder: async (id: string) => (await call<Order>(`/orders/${encodeURIComponent(id)}`, { method: 'DELETE' })).body,
  cancelAll: async (account: string) =>
    (await call<{ requested: number }>('/orders', { method: 'DELETE', query: { account } })).body,
  replaceOrder: async (id: string, version: number, change: OrderChange) =>
    (await call<Order>(`/orders/${encodeURIComponent(id)}`, {
      method: 'PATCH', body: change, headers: { 'If-Match': `"${version}"` },
    })).body,

  executions: async (cursor?: string | null, orderId?: string) =>
    (await call<Page<Execution>>('/executions', { query: { cursor, orderId, limit: PAGE } })).body,
  positions: async () => (await call<Page<Position>>('/positions')).body.items,
  accounts: async () => (await call<Page<Account>>('/accounts')).body.items,
  instruments: async (query: string, signal?: AbortSignal) =>
    (await call<Page<Instrument>>('/instruments', { query: { query }, signal })).body.items,
  quotes: async () => (await call<Page<Quote>>('/marketdata/quotes')).body.items,
  quote: async (symbol: string) => (await call<Quote>(`/marketdata/quotes/${encodeURIComponent(symbol)}`)).body,

  limits: async (account: string) => (await ifAllowed(call<RiskLimits>('/risk/limits', { query: { account } })))?.body ?? null,
  setLimits: async (limits: RiskLimits) => (await call<RiskLimits>('/risk/limits', { method: 'PUT', body: limits })).body,
  killSwitch: async () => (await call<KillSwitch>('/risk/kill-switch')).body,
  setKillSwitch: async (account: string | null, on: boolean, reason: string) =>
    (await call<KillSwitch>('/risk/kill-switch', { method: 'POST', body: { ...(account ? { account } : {}), on, reason } })).body,

  breaks: async (status: 'open' | 'ended') => (await call<Page<Break>>('/reconciliation/breaks', { query: { status, limit: PAGE } })).body.items,
  resolveBreak: (id: string, action: BreakAction, reason: string) =>
    call(`/reconciliation/breaks/${encodeURIComponent(id)}/resolve`, { method: 'POST', body: { action, reason } }),
  compareNow: () => call('/reconciliation/runs', { method: 'POST' }),

  brokerStatus: async () => (await call<BrokerStatus>('/brokers/ib/status')).body,
};
