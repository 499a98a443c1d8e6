/** The words and shapes of orders in docs/api.md. */

import type { RiskCheck } from './types';

export type Side = 'Buy' | 'Sell' | 'SellShort';
export type OrdType =
  | 'Market' | 'Limit' | 'Stop' | 'StopLimit' | 'TrailingStop' | 'TrailingStopLimit' | 'MarketOnClose' | 'LimitOnClose'
  | 'MarketOnOpen' | 'LimitOnOpen' | 'MarketIfTouched' | 'LimitIfTouched' | 'MidPrice' | 'Relative';
export type TimeInForce = 'Day' | 'GTC' | 'IOC' | 'FOK' | 'GTD' | 'AtTheOpening';
export type OrdStatus =
  | 'PendingNew' | 'New' | 'PartiallyFilled' | 'Filled' | 'PendingCancel' | 'PendingReplace'
  | 'Canceled' | 'Rejected' | 'Expired' | 'InDoubt';
export type OrderAction = 'Cancel' | 'Replace';
export type ContingencyType = 'Bracket' | 'OCO' | 'OTO';
export type ListLeg = 'Parent' | 'TakeProfit' | 'StopLoss' | 'Leg' | 'Child';

/** An anomaly or warning may be a bare code or an object that explains itself. */
export type Remark = string | { code?: string | null; text?: string | null; detail?: string | null; at?: string | null };

/** How an order's price comes about; what its type has no use for is null or left out. */
export interface Pricing {
  stopPx?: string | null; trailAmt?: string | null; trailPercent?: string | null; limitOffset?: string | null; pegOffset?: string | null;
}

export interface Order extends Pricing {
  id: string; clOrdId: string; account: string; symbol: string; secType: string; currency: string;
  side: Side; orderQty: string; ordType: OrdType; price: string | null; timeInForce: TimeInForce;
  expireTime?: string | null; outsideRth?: boolean | null;
  listId?: string | null; contingencyType?: ContingencyType | null; listLeg?: ListLeg | null; parentOrderId?: string | null;
  ordStatus: OrdStatus; workingStatus: OrdStatus; pendingRequest: string | null; isOpen: boolean;
  inDoubt: boolean; inDoubtSince?: string | null;
  cumQty: string; leavesQty: string; avgPx: string | null; commission: string | null;
  code: string | null; text: string | null; anomalies: Remark[]; warnings: Remark[];
  brokerOrderId: number | null; permId: number | null; placedBy: string | null;
  version: number; allowedActions: OrderAction[];
  createdAt: string; acknowledgedAt: string | null; firstFilledAt: string | null; filledAt: string | null;
  cancelRequestedAt: string | null; canceledAt: string | null; rejectedAt: string | null; expiredAt: string | null;
  updatedAt: string; seq: number;
}

export interface OrderRequest {
  account: string; clOrdId?: string; symbol: string; side: Side; orderQty: string; ordType: OrdType;
  price?: string; stopPx?: string; trailAmt?: string; trailPercent?: string; limitOffset?: string; pegOffset?: string;
  timeInForce?: TimeInForce; expireTime?: string; outsideRth?: boolean;
}

/** New terms of a working order; what is left out stays as it is. */
export interface OrderChange { orderQty?: string; price?: string; stopPx?: string; trailAmt?: string; trailPercent?: string }

/** Orders that depend on each other: a bracket's entry or an OTO's parent comes first. */
export interface ListRequest { account: string; contingencyType: ContingencyType; orders: OrderRequest[] }
export interface OrderList { listId: string; contingencyType: ContingencyType; account: string; orders: Order[] }

/** One event out of the journal: the order as it stood after it, and for a decision what that was taken with. */
export interface OrderStoryItem {
  seq: number; at: string; kind: string; data: unknown; order?: Order | null; decision?: StoryDecision | null;
}
export interface StoryDecision {
  referencePx: string | null; referenceAgeSeconds: number | null; rateToAccount: string | null; notional: string | null;
  limitsVersion: number | null; checks: RiskCheck[] | null;
}
