/** The shapes of docs/api.md. Amounts are decimal strings, instants ISO 8601 in Z, null is unknown or absent. */

import type { Order, Side } from './orderTypes';

export type * from './orderTypes';

export type Role = 'Viewer' | 'Trader' | 'RiskManager' | 'Admin';
export interface Tokens { accessToken: string; refreshToken: string; expiresIn: number }
export interface Me { email: string; name: string | null; firm: string; roles: Role[]; accounts: string[] }

export interface RiskCheck {
  code: string; limitId: string | null; limit: string | null; value: string | null; headroom: string | null; detail?: string | null;
  passed: boolean;
}
export interface OrderPreview {
  accepted: boolean; checks: RiskCheck[]; notional: string | null; referencePx: string | null; referenceAgeSeconds: number | null;
}

export interface Execution {
  execId: string; orderId: string; clOrdId: string; account: string; symbol: string; side: Side; lastQty: string;
  lastPx: string; commission: string | null; commissionCurrency: string | null; exchange: string | null;
  transactTime: string; bookedAt: string; seq: number;
}

export interface Position {
  account: string; symbol: string; secType: string; currency: string; quantity: string; avgCost: string | null;
  realizedPnl: string | null; unrealizedPnl: string | null; marketPrice: string | null; marketPriceAt: string | null;
  multiplier: string;
}

export interface Account {
  account: string; name: string | null; firm: string; currency: string; mode: 'Paper' | 'Live'; killSwitch: unknown;
  openOrders: number;
}

export interface Instrument {
  symbol: string; name: string; secType: string; exchange: string; currency: string; multiplier: string;
  tickSize: string; lotSize: string; timeZone: string; conId: number | null;
}

export interface Quote {
  symbol: string; bid: string | null; bidSize: string | null; ask: string | null; askSize: string | null;
  last: string | null; lastSize: string | null; close: string | null; at: string | null;
  ageMs?: number | null; stale?: boolean;
}

export interface RiskLimits {
  account: string; maxOrderQty: string | null; maxNotional: string | null; priceCollarPercent: string | null;
  priceAgeMaxSeconds: string | number | null; restricted: string[]; version: number;
}

export interface SwitchState { on: boolean; reason: string | null; by: string | null; at: string | null }
export interface KillSwitch { firm: SwitchState; accounts: (SwitchState & { account: string })[] }

export type BrokerState =
  | 'Disconnected' | 'Connecting' | 'Synchronizing' | 'Ready' | 'Degraded' | 'UpstreamLost' | 'CompetingSession' | 'ClientIdInUse'
  | 'TradingModeMismatch' | 'RestartWindow' | 'FrozenForRestart' | 'Unknown';
export interface BrokerStatus {
  state: BrokerState; since: string | null; host: string | null; port: number | null; clientId: number | null;
  serverVersion: number | null; reason: string | null; attempts: number | null;
  synchronizedAt?: string | null; witness?: BrokerState | null; restart?: { freezeAt: string; restartAt: string; endAt: string } | null;
  weeklyLoginAt?: string | null;
}

export type BreakAction = 'AcceptBroker' | 'CloseAsCanceled' | 'CancelAtBroker' | 'Ignore';
export interface Break {
  id: string;
  class: 'PositionDiffers' | 'CashDiffers' | 'OrderMissingAtBroker' | 'OrderOpenAfterClose' | 'UnknownOrderAtBroker' | 'ExecutionMissing'
    | 'WitnessDisagrees';
  account: string; symbol: string | null; orderId: string | null; subject: string; ours: string | null; theirs: string | null;
  atStake: string | null; currency: string | null; detail: string; firstSeen: string; lastChanged: string; owner: string | null;
  suggestedAction: BreakAction | null; allowedActions: BreakAction[]; state: 'Open' | 'Healed' | 'Resolved'; action: BreakAction | null;
  reason: string | null; endedBy: string | null; endedAt: string | null; seq: number;
}

export interface Page<T> { items: T[]; nextCursor: string | null }

export type StreamEvent =
  | { type: 'order'; data: { seq: number; at: string; kind: string; order: Order; execution?: Execution | null } }
  | { type: 'position'; data: { seq: number; at: string; position: Position } }
  | { type: 'account'; data: { seq: number; at: string; kind: string; account: unknown } }
  | { type: 'broker'; data: { seq: number; at: string; state: BrokerState; reason: string | null } }
  | { type: 'denial'; data: { seq: number; at: string; account: string; clOrdId: string; symbol: string; denials: { code: string; detail: string }[] } }
  | { type: 'quote'; data: Quote };
