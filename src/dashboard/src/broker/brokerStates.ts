import type { BrokerState } from '../api/types';

export interface StateWords { tone: 'good' | 'warn' | 'alarm'; meaning: string }

/** What each state of the link means to the person at the desk; one table for every place that shows it. */
export const BROKER_STATES: Record<BrokerState, StateWords> = {
  Disconnected: {
    tone: 'alarm',
    meaning: 'There is no line to the broker. Orders are not sent; open orders at the broker live on and can fill unseen until the line is back.',
  },
  Connecting: { tone: 'warn', meaning: 'The line is being opened.' },
  Synchronizing: {
    tone: 'warn',
    meaning: 'The line is up; executions, orders, positions and cash are being read before new orders may go.',
  },
  Ready: { tone: 'good', meaning: 'Orders flow, and what the broker reports is booked as it comes.' },
  Degraded: { tone: 'warn', meaning: 'Orders flow, but a data farm of the broker is away: prices may stand still.' },
  UpstreamLost: {
    tone: 'alarm',
    meaning: 'The gateway is there, its own line to the broker is not. Open orders live on at the broker and can fill unseen.',
  },
  CompetingSession: {
    tone: 'alarm',
    meaning: 'Another session of the same user takes the market data. Orders flow; prices do not. End the other session.',
  },
  ClientIdInUse: { tone: 'alarm', meaning: 'Another program is signed in at the gateway under our client id. Stop it, or choose another id.' },
  TradingModeMismatch: {
    tone: 'alarm',
    meaning: 'The accounts at the gateway are of the other kind than this program trades (paper or live). Nothing is sent there.',
  },
  RestartWindow: { tone: 'warn', meaning: 'The gateway restarts as planned and is expected back shortly.' },
  FrozenForRestart: { tone: 'warn', meaning: 'The planned restart of the gateway is near: only urgent orders and cancels go.' },
  Unknown: { tone: 'alarm', meaning: 'The engine that would know cannot be reached.' },
};

/** The states in which orders reach the broker. */
export function isInStep(state: BrokerState): boolean {
  return state === 'Ready' || state === 'Degraded' || state === 'CompetingSession' || state === 'FrozenForRestart';
}
