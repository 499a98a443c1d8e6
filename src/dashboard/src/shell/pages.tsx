import { lazy, type ComponentType, type ReactNode } from 'react';
import { icons } from '../theme/icons';

export interface PageEntry {
  path: string;
  label: string;
  icon: ReactNode;
  page: ComponentType;
}

/** Every page of the program; a new one is an entry here and nothing else. */
export const pages: readonly PageEntry[] = [
  {
    path: '/trading', label: 'Trading', icon: icons.trading,
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
    path: '/broker', label: 'Broker', icon: icons.broker,
    page: lazy(async () => ({ default: (await import('../broker/BrokerPage')).BrokerPage })),
  },
];
