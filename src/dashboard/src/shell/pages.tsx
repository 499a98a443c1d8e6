import { lazy, type ComponentType, type ReactNode } from 'react';
import type { Me } from '../api/types';
import { OrdersBadge } from '../orders/OrdersBadge';
import { icons } from '../theme/icons';
import { isAdmin } from './permissions';

export interface PageEntry {
  path: string;
  label: string;
  icon: ReactNode;
  page: ComponentType;
  /** Which part of the rail lists it; the desk where it is left out. */
  section?: 'desk' | 'admin';
  /** Who finds it in the rail; everyone where it is left out. The server decides in any case. */
  allowed?: (me: Me) => boolean;
  /** A `RailBadge` at the entry, for what a person on another page has to know. It may use the desk's stores. */
  badge?: ComponentType;
  /** Opens before orders and positions are read: for pages that are wanted most when those cannot be. */
  alone?: boolean;
}

/**
 * Every page of the program; a new one is an entry here and nothing else: its component in a folder of its own, loaded when it is
 * opened, an icon in `theme/icons.tsx`, a path of one or two words (`/admin/jobs`). A phone shows the first four, the rest under More.
 */
export const pages: readonly PageEntry[] = [
  {
    path: '/trading', label: 'Trading', icon: icons.trading, badge: OrdersBadge,
    page: lazy(async () => ({ default: (await import('../orders/TradingPage')).TradingPage })),
  },
  {
    path: '/positions', label: 'Positions', icon: icons.positions,
    page: lazy(async () => ({ default: (await import('../positions/PositionsPage')).PositionsPage })),
  },
  {
    path: '/executions', label: 'Executions', icon: icons.executions,
    page: lazy(async () => ({ default: (await import('../executions/ExecutionsPage')).ExecutionsPage })),
  },
  {
    path: '/risk', label: 'Risk', icon: icons.risk,
    page: lazy(async () => ({ default: (await import('../risk/RiskPage')).RiskPage })),
  },
  {
    path: '/reconciliation', label: 'Reconciliation', icon: icons.balance,
    page: lazy(async () => ({ default: (await import('../reconciliation/ReconciliationPage')).ReconciliationPage })),
  },
  {
    path: '/broker', label: 'Broker', icon: icons.broker, alone: true,
    page: lazy(async () => ({ default: (await import('../broker/BrokerPage')).BrokerPage })),
  },
  {
    path: '/admin/jobs', label: 'Jobs', icon: icons.jobs, section: 'admin', allowed: isAdmin, alone: true,
    page: lazy(async () => ({ default: (await import('../jobs/JobsPage')).JobsPage })),
  },
];
